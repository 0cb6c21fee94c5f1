package com.example;

import dev.tagtree.*;

import java.lang.annotation.*;

@TagTree
public interface App {
  Tag parse(@Text String text); // error[TT075]

  Tag list();
}

@Target(ElementType.TYPE_USE)
@interface Text {}
