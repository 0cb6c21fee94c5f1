package com.example;

import io.soabase.recordbuilder.core.RecordInterface;

@RecordInterface
public interface TodoId {
  String value();
}
