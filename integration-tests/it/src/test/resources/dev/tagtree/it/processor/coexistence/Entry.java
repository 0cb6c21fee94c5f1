package com.example;

import com.google.auto.value.AutoValue;

@AutoValue
public abstract class Entry {
  public abstract AppTags.Todos.ByTitle tag();

  public static Entry of(AppTags.Todos.ByTitle tag) {
    return new AutoValue_Entry(tag);
  }
}
