import dev.tagtree.*;

@TagTree
public interface App { // warning[TT011]
  Tag list();
}
