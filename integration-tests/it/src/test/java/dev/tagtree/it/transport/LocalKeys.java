// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import dev.tagtree.it.processor.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key for localhost and whoever trusts it, made anew in each run: none is ever committed. */
final class LocalKeys {
  private static final String PASSWORD = "not a secret";

  private static final SSLContext CONTEXT = make();

  private LocalKeys() {}

  /** {@return for both sides: a server that has the key, a client that trusts it and no other} */
  static SSLContext context() {
    return CONTEXT;
  }

  /** {@return a client's TLS over a connection} */
  static Socket over(Socket below) throws IOException {
    return context().getSocketFactory().createSocket(below, "localhost", below.getPort(), true);
  }

  private static SSLContext make() {
    try {
      Path file = Files.createTempDirectory(Path.of("target"), "keys").resolve("localhost.p12");
      keytool(file);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      KeyManagerFactory owner =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      owner.init(keys, PASSWORD.toCharArray());
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      certificates.setCertificateEntry("localhost", keys.getCertificate("localhost"));
      TrustManagerFactory trusting =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusting.init(certificates);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(owner.getKeyManagers(), trusting.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new AssertionError("no key for localhost", e);
    }
  }

  /** The JDK has no public class that signs a certificate, but it has a program that does. */
  private static void keytool(Path file) throws Exception {
    Jdk.running()
        .run(
            "keytool",
            "-genkeypair",
            "-alias",
            "localhost",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "2",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
  }
}
