// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A tab that the browser shows, hides and freezes as it does for people. Playwright keeps its own
 * tabs visible and awake, so this one is spoken to in the browser's own protocol.
 */
final class BareTab {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final CDPSession browser;
  private final String target;
  private final String session;
  private final Map<Integer, JsonObject> answers = new HashMap<>();
  private int asked;

  private BareTab(CDPSession browser, String target) {
    this.browser = browser;
    this.target = target;
    JsonObject attach = new JsonObject();
    attach.addProperty("targetId", target);
    attach.addProperty("flatten", false);
    session = browser.send("Target.attachToTarget", attach).get("sessionId").getAsString();
    browser.on("Target.receivedMessageFromTarget", this::receive);
  }

  /** {@return the name of a new profile, in which tabs can share} */
  static String profile(CDPSession browser) {
    return browser.send("Target.createBrowserContext").get("browserContextId").getAsString();
  }

  /** Closes a profile and all its tabs. */
  static void close(CDPSession browser, String profile) {
    JsonObject dispose = new JsonObject();
    dispose.addProperty("browserContextId", profile);
    browser.send("Target.disposeBrowserContext", dispose);
    browser.detach();
  }

  static BareTab open(CDPSession browser, String profile, String url) {
    JsonObject create = new JsonObject();
    create.addProperty("url", url);
    create.addProperty("browserContextId", profile);
    String target = browser.send("Target.createTarget", create).get("targetId").getAsString();
    return new BareTab(browser, target);
  }

  private void receive(JsonObject event) {
    if (event.get("sessionId").getAsString().equals(session)) {
      JsonObject answer =
          JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject();
      if (answer.has("id")) {
        answers.put(answer.get("id").getAsInt(), answer);
      }
    }
  }

  /** Says something to the tab without waiting for its answer; {@return the answer's number} */
  private int tell(String method, JsonObject parameters) {
    JsonObject message = new JsonObject();
    message.addProperty("id", ++asked);
    message.addProperty("method", method);
    message.add("params", parameters);
    JsonObject send = new JsonObject();
    send.addProperty("sessionId", session);
    send.addProperty("message", message.toString());
    browser.send("Target.sendMessageToTarget", send);
    return asked;
  }

  /** {@return the value of an expression of JavaScript} */
  JsonElement evaluate(String expression) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("returnByValue", true);
    int number = tell("Runtime.evaluate", parameters);
    long begin = System.nanoTime();
    while (!answers.containsKey(number)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("no answer to " + expression);
      }
      browser.send("Browser.getVersion"); // events arrive while something is asked
    }
    JsonObject result = answers.remove(number).getAsJsonObject("result").getAsJsonObject("result");
    return result.has("value") ? result.get("value") : new JsonObject();
  }

  boolean is(String condition) {
    return evaluate("Boolean(" + condition + ")").getAsBoolean();
  }

  /** Brings it to the front, so that the one that was there is hidden. */
  void show() {
    JsonObject activate = new JsonObject();
    activate.addProperty("targetId", target);
    browser.send("Target.activateTarget", activate);
  }

  void freeze() {
    setState("frozen");
  }

  void thaw() {
    setState("active");
  }

  private void setState(String state) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("state", state);
    tell("Page.setWebLifecycleState", parameters);
  }
}
