package com.example;

public enum Kind {
  SMALL,
  LARGE
}
