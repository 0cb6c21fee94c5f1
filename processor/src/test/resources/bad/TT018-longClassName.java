package com.example;

import dev.tagtree.Tag;
import dev.tagtree.TagTree;

@TagTree
public interface App {
  Tag list();

  interface CustomersWithAnOpenInvoiceOfTheLastQuarterThatWasNotYetReminded {
    interface InnerCustomersWithAnOpenInvoiceOfTheLastQuarterThatWasNotYetReminded {
      interface InnermostCustomersWithAnOpenInvoiceOfTheLastQuarterThatWasNotYetReminded {
        Tag list();

        Tag innermostOrCustomersWithAnOpenInvoiceOfTheLastQuarterThatWasNotYetReminded(); // error[TT018]
      }
    }
  }
}
