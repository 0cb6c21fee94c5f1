// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import dev.tagtree.it.docs.Document;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A module's pom as it is written, without what it inherits. */
record Pom(org.w3c.dom.Document xml) {
  /** {@return the pom in a folder, which is named from the root} */
  static Pom of(String folder) {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Document.ROOT.resolve(folder).resolve("pom.xml").toFile()));
    } catch (IOException | SAXException | ParserConfigurationException unreadable) {
      throw new AssertionError(folder, unreadable);
    }
  }

  String artifact() {
    return texts("/project/artifactId").iterator().next();
  }

  String version() {
    return texts("/project/version").iterator().next();
  }

  /** {@return the artifacts that whoever depends on this one gets as well} */
  TreeSet<String> needs() {
    return texts("/project/dependencies/dependency[not(optional) and not(scope)]/artifactId");
  }

  /** {@return the artifacts whose versions it manages} */
  Set<String> managed() {
    return texts("/project/dependencyManagement/dependencies/dependency/artifactId");
  }

  private TreeSet<String> texts(String path) {
    try {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance().newXPath().evaluate(path, xml, XPathConstants.NODESET);
      TreeSet<String> texts = new TreeSet<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        texts.add(nodes.item(i).getTextContent());
      }
      return texts;
    } catch (XPathExpressionException impossible) {
      throw new AssertionError(path, impossible);
    }
  }
}
