package io.github.bedrockbatch.awscli.output;

import java.util.Locale;

/** Writes a string as one scalar, folded at spaces beyond column 80, as libyaml does. */
final class YamlLines {
    private static final int WIDTH = 80;

    private final YamlWriter out;
    private final int[] text;
    private final int indent;
    private final boolean folded;
    private boolean afterSpace;
    private boolean afterBreak;

    YamlLines(YamlWriter out, int[] text, int indent, boolean folded) {
        this.out = out;
        this.text = text;
        this.indent = indent;
        this.folded = folded;
    }

    void plain() {
        out.indicator("", false);
        for (int i = 0; i < text.length; i++) {
            if (text[i] == ' ') {
                space(i, isBeyondWidth() && at(i + 1) != ' ');
            } else {
                character(text[i]);
            }
        }
        out.append("");
    }

    void singleQuoted() {
        out.indicator("'", false);
        for (int i = 0; i < text.length; i++) {
            if (text[i] == ' ') {
                space(i, isBeyondWidth() && isInside(i) && at(i + 1) != ' ');
            } else if (YamlAnalysis.isBreak(text[i])) {
                lineBreak(text[i]);
            } else {
                resume();
                if (text[i] == '\'') {
                    out.put('\'');
                }
                character(text[i]);
            }
        }
        resume();
        out.append("'");
    }

    void doubleQuoted() {
        out.indicator("\"", false);
        for (int i = 0; i < text.length; i++) {
            if (text[i] == ' ') {
                boolean fold = isBeyondWidth() && isInside(i);
                space(i, fold);
                if (fold && at(i + 1) == ' ') {
                    out.put('\\');
                }
            } else if (needsEscape(text[i])) {
                escape(text[i]);
            } else {
                character(text[i]);
            }
        }
        out.append("\"");
    }

    private boolean isBeyondWidth() {
        return folded && !afterSpace && out.column() > WIDTH;
    }

    private boolean isInside(int i) {
        return i > 0 && i < text.length - 1;
    }

    private int at(int i) {
        return i < text.length ? text[i] : 0;
    }

    private void space(int i, boolean fold) {
        if (fold) {
            out.indent(indent);
        } else {
            out.put(text[i]);
        }
        afterSpace = true;
    }

    private void lineBreak(int c) {
        if (!afterBreak && c == '\n') {
            out.lineBreak();
        }
        out.lineBreak(c);
        out.brokeInside();
        afterBreak = true;
    }

    private void resume() {
        if (afterBreak) {
            out.indent(indent);
            afterBreak = false;
        }
    }

    private void character(int c) {
        out.put(c);
        out.wroteInside();
        afterSpace = false;
    }

    private static boolean needsEscape(int c) {
        return !YamlAnalysis.isPrintable(c) || YamlAnalysis.isBreak(c) || c == '"' || c == '\\';
    }

    private void escape(int c) {
        String escaped = switch (c) {
            case 0 -> "0";
            case 0x07 -> "a";
            case '\b' -> "b";
            case '\t' -> "t";
            case '\n' -> "n";
            case 0x0B -> "v";
            case '\f' -> "f";
            case '\r' -> "r";
            case 0x1B -> "e";
            case '"' -> "\"";
            case '\\' -> "\\";
            case 0x85 -> "N";
            case 0x2028 -> "L";
            case 0x2029 -> "P";
            default -> String.format(Locale.ROOT, c <= 0xFF ? "x%02X" : c <= 0xFFFF ? "u%04X" : "U%08X", c);
        };
        out.append("\\" + escaped);
        afterSpace = false;
    }
}
