package com.example;

import lombok.Builder;
import lombok.Value;

@Value
@Builder
@Evicts(AppTags.Todos.List.PATH)
public class Row {
  String title;
  AppTags.Todos.ByTitle tag;
}
