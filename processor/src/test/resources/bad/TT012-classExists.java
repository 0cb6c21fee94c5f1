package com.example;

import dev.tagtree.*;

@TagTree
interface App { // error[TT012]
  Tag list();
}

class AppTags {}
