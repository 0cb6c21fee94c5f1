package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  interface G0 {
    interface G1 {
      interface G2 {
        interface G3 {
          interface G4 {
            interface G5 {
              interface G6 {
                interface G7 {
                  interface G8 {
                    interface G9 {
                      interface G10 {
                        interface G11 {
                          interface G12 {
                            interface G13 {
                              interface G14 {
                                interface G15 {
                                  Tag tooDeep(); // error[TT045]
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
