package com.example;

import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.factory.Mappers;

@Mapper
@Evicts(AppTags.Todos.ByTitle.PATH)
public interface TodoMapper {
  TodoMapper INSTANCE = Mappers.getMapper(TodoMapper.class);

  @Mapping(target = "tag", source = "title")
  Tagged tagged(Todo todo);

  default AppTags.Todos.ByTitle tag(String title) {
    return AppTags.todos().byTitle(title);
  }
}
