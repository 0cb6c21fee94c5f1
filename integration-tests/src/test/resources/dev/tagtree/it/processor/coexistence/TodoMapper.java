package com.example;

import dev.tagtree.Tag;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.factory.Mappers;

@Mapper
@Evicts(AppTags.Todos.PATH)
public interface TodoMapper {
  TodoMapper INSTANCE = Mappers.getMapper(TodoMapper.class);

  @Mapping(target = "tag", source = "title")
  Tagged tagged(Todo todo);

  default Tag tag(String title) {
    return AppTags.todos().byTitle(title);
  }
}
