package com.example;

import java.util.List;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws NoSuchMethodException {
    AppTags.Todos.ByTitle tag = AppTags.todos().byTitle("tea");
    System.out.println(AppTags.todos().byId(new TodoIdRecord("7")));
    System.out.println(PageBuilder.builder().tag(tag).number(2).build());
    System.out.println(ImmutableChange.builder().tag(tag).build());
    System.out.println(Entry.of(tag));
    System.out.println(TodoMapper.INSTANCE.tagged(new Todo("tea")).getTag());
    Evicts inTree = App.Todos.class.getMethod("list").getAnnotation(Evicts.class);
    System.out.println(
        paths(App.class.getAnnotation(Evicts.class))
            + " "
            + paths(inTree)
            + " "
            + paths(TodoMapper.class.getAnnotation(Evicts.class)));
  }

  private static List<String> paths(Evicts evicts) {
    return List.of(evicts.value());
  }
}
