package com.example;

public record Todo(String title) {}
