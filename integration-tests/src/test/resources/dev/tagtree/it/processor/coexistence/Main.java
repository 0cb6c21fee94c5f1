package com.example;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    AppTags.Todos.ByTitle tag = AppTags.todos().byTitle("tea");
    System.out.println(AppTags.todos().byId(new TodoIdRecord("7")));
    System.out.println(PageBuilder.builder().tag(tag).number(2).build());
    System.out.println(ImmutableChange.builder().tag(tag).build());
    System.out.println(Entry.of(tag));
    System.out.println(TodoMapper.INSTANCE.tagged(new Todo("tea")).getTag());
  }
}
