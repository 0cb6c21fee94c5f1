package com.example;

public class Tagged {
  private dev.tagtree.Tag tag;

  public dev.tagtree.Tag getTag() {
    return tag;
  }

  public void setTag(dev.tagtree.Tag tag) {
    this.tag = tag;
  }
}
