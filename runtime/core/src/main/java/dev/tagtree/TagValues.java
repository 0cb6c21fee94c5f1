// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of argument values, the same bytes as in the browser: everything but {@code A-Z a-z 0-9
 * - _ . ~} is percent-encoded UTF-8, upper-case hex. No Unicode normalisation, no case folding.
 */
final class TagValues {
  private static final String HEX = "0123456789ABCDEF";

  private TagValues() {}

  /** {@return the encoded texts of arguments} */
  static String[] encode(@Nullable Object[] arguments, String signature) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = encode(arguments[i], signature, i);
    }
    return texts;
  }

  /**
   * {@return the encoded text of one argument}
   *
   * @param signature as in {@link TagText#append}; with {@code index}, it names the argument where
   *     that is refused
   */
  static String encode(@Nullable Object argument, String signature, int index) {
    Object value = argument;
    if (value instanceof Arg<?> arg) {
      if (arg.isAny()) {
        return TagText.ANY;
      }
      value = arg.get();
    }
    String plain = value instanceof String text ? text : plain(value, signature, index);
    String encoded = isUnreserved(plain) ? plain : percentEncoded(plain, signature, index);
    if (encoded.length() > Tag.MAX_VALUE_BYTES) {
      throw new InvalidTagException(
          TagText.parameter(signature, index)
              + " has "
              + encoded.length()
              + " bytes encoded; at most "
              + Tag.MAX_VALUE_BYTES
              + " are allowed");
    }
    return encoded;
  }

  private static boolean isUnreserved(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isUnreserved(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String plain(@Nullable Object value, String signature, int index) {
    if (value instanceof Enum<?> constant) {
      return constant.name(); // toString() can be overridden
    }
    if (value instanceof LocalDate date && (date.getYear() < 0 || date.getYear() > 9999)) {
      throw new InvalidTagException(
          TagText.parameter(signature, index) + " is a date outside the years 0000 to 9999");
    }
    if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Boolean
        || value instanceof BigInteger
        || value instanceof UUID
        || value instanceof LocalDate) {
      return value.toString();
    }
    if (value == null) {
      throw new NullPointerException(TagText.parameter(signature, index) + " is null");
    }
    throw new InvalidTagException(
        TagText.parameter(signature, index)
            + " is a "
            + value.getClass().getName()
            + "; values are String, int, long, short, byte, boolean, BigInteger, UUID, LocalDate"
            + " and enums");
  }

  private static String percentEncoded(String value, String signature, int index) {
    int length = value.length();
    StringBuilder text = new StringBuilder(length + 32);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (isUnreserved(c)) {
        text.append(c);
      } else if (c < 0x80) {
        percent(text, c);
      } else if (c < 0x800) {
        percent(text, 0xC0 | c >> 6);
        percent(text, 0x80 | c & 0x3F);
      } else if (!Character.isSurrogate(c)) {
        percent(text, 0xE0 | c >> 12);
        percent(text, 0x80 | c >> 6 & 0x3F);
        percent(text, 0x80 | c & 0x3F);
      } else {
        if (Character.isLowSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          throw new InvalidTagException(
              TagText.parameter(signature, index)
                  + " has a lone surrogate at index "
                  + i
                  + "; it is not text and cannot be sent");
        }
        int point = Character.toCodePoint(c, value.charAt(++i));
        percent(text, 0xF0 | point >> 18);
        percent(text, 0x80 | point >> 12 & 0x3F);
        percent(text, 0x80 | point >> 6 & 0x3F);
        percent(text, 0x80 | point & 0x3F);
      }
      if (text.length() > 16 * Tag.MAX_TAG_BYTES) {
        break; // far beyond every limit already; the caller says so
      }
    }
    return text.toString();
  }

  private static void percent(StringBuilder text, int b) {
    text.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 0xF));
  }

  static boolean isUnreserved(char c) {
    return TagText.isNamePart(c) || c == '-' || c == '.' || c == '~';
  }

  /** {@return the text that a checked canonical value stands for} */
  static String decode(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(value, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
