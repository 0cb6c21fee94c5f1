package com.example;

public @interface Evicts {
  String[] value();
}
