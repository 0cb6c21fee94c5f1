package com.example;

import org.immutables.value.Value;

@Value.Immutable
public interface Change {
  AppTags.Todos.ByTitle tag();
}
