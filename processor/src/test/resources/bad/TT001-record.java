package com.example;

import dev.tagtree.*;

@TagTree
public record App() {} // error[TT001] // ecj: no line
