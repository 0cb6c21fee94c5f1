package com.example;

public final class WithLombok {
  private WithLombok() {}

  public static void main(String[] arguments) throws NoSuchMethodException {
    Main.main(arguments);
    System.out.println(Row.builder().title("tea").tag(AppTags.todos().byTitle("tea")).build());
  }
}
