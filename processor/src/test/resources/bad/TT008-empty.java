package com.example;

import dev.tagtree.*;

@TagTree
public interface App {} // error[TT008]
