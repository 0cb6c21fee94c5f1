package com.example;

public class Tagged {
  private AppTags.Todos.ByTitle tag;

  public AppTags.Todos.ByTitle getTag() {
    return tag;
  }

  public void setTag(AppTags.Todos.ByTitle tag) {
    this.tag = tag;
  }
}
