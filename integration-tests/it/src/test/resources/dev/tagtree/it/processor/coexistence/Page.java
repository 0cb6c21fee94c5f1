package com.example;

import dev.tagtree.Tag;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Record-builder does not wait for types that others generate, so this one mentions none. */
@RecordBuilder
public record Page(Tag tag, int number) {}
