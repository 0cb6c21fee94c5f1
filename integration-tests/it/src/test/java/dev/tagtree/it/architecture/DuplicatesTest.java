// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.it.docs.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.sourceforge.pmd.cpd.CPDConfiguration;
import net.sourceforge.pmd.cpd.CPDReport;
import net.sourceforge.pmd.cpd.CpdAnalysis;
import net.sourceforge.pmd.cpd.Match;
import net.sourceforge.pmd.lang.LanguageRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No code is written twice: CPD finds six lines that are the same in two places of a language. */
class DuplicatesTest {
  private static final int LINES = 6;

  /** Six lines have about ten each; fewer are signatures, imports and checks of arguments. */
  private static final int TOKENS = 55;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"Java, java", "JS, ecmascript", "TS, typescript"})
  void nothingIsWrittenTwice(String language, String cpd) throws IOException {
    List<Path> files =
        Source.all().stream()
            .filter(source -> source.language().equals(language))
            .map(source -> Document.ROOT.resolve(source.path()))
            .toList();
    assertEquals("", twice(files, cpd));
  }

  @Test
  void whatIsWrittenTwiceIsFound() throws IOException {
    Path here =
        Document.ROOT
            .resolve("integration-tests/it/src/test/java")
            .resolve(DuplicatesTest.class.getName().replace('.', '/') + ".java");
    Path copy = Files.copy(here, folder.resolve("Copy.java"));
    long lines = twice(List.of(here, copy), "java").lines().count();
    assertEquals(1, lines);
  }

  private static String twice(List<Path> files, String language) throws IOException {
    CPDConfiguration configuration = new CPDConfiguration(LanguageRegistry.CPD);
    configuration.setOnlyRecognizeLanguage(LanguageRegistry.CPD.getLanguageById(language));
    configuration.setMinimumTileSize(TOKENS);
    configuration.setSourceEncoding(UTF_8);
    List<String> found = new ArrayList<>();
    try (CpdAnalysis analysis = CpdAnalysis.create(configuration)) {
      for (Path file : files) {
        analysis.files().addFile(file);
      }
      analysis.performAnalysis(report -> found.addAll(said(report)));
    }
    return String.join("\n", found);
  }

  private static List<String> said(CPDReport report) {
    return report.getMatches().stream()
        .filter(match -> match.getLineCount() >= LINES)
        .map(DuplicatesTest::said)
        .toList();
  }

  private static String said(Match match) {
    return StreamSupport.stream(match.spliterator(), false)
        .map(mark -> mark.getLocation())
        .map(at -> at.getFileId().getFileName() + ":" + at.getStartLine())
        .collect(Collectors.joining(" and ", match.getLineCount() + " lines in ", ""));
  }
}
