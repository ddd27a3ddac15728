package io.github.bedrockbatch.awscli.output;

/** What in a string forbids a plain or a single-quoted scalar in block context, after libyaml's analysis. */
record YamlAnalysis(boolean multiline, boolean plainAllowed, boolean singleQuotedAllowed) {
    private static final String FIRST_INDICATORS = "#,[]{}&*!|>'\"%@`";
    private static final int END = 0;

    static YamlAnalysis of(String value) {
        int[] text = value.codePoints().toArray();
        boolean multiline = false;
        boolean indicators = value.startsWith("---") || value.startsWith("...");
        boolean special = false;
        boolean spaceAfterBreak = false;
        for (int i = 0; i < text.length; i++) {
            int before = i == 0 ? END : text[i - 1];
            int after = i + 1 == text.length ? END : text[i + 1];
            indicators |= i == 0 ? isFirstIndicator(text[i], after) : isIndicator(before, text[i], after);
            multiline |= isBreak(text[i]);
            special |= !isPrintable(text[i]) || (before == ' ' && isBreak(text[i]));
            spaceAfterBreak |= isBreak(before) && text[i] == ' ';
        }
        boolean edges = text.length > 0 && (isBlank(text[0]) || isBlank(text[text.length - 1]));
        return new YamlAnalysis(
                multiline, !indicators && !special && !multiline && !edges, !special && !spaceAfterBreak);
    }

    static boolean isBreak(int c) {
        return c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** Characters beyond U+FFFF are none to libyaml. */
    static boolean isPrintable(int c) {
        return c == '\n'
                || (c >= ' ' && c <= '~')
                || (c >= 0xA0 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
    }

    private static boolean isFirstIndicator(int c, int after) {
        return FIRST_INDICATORS.indexOf(c) >= 0 || ((c == '?' || c == ':' || c == '-') && isBlankOrEnd(after));
    }

    private static boolean isIndicator(int before, int c, int after) {
        return (c == ':' && isBlankOrEnd(after)) || (c == '#' && isBlankOrEnd(before));
    }

    private static boolean isBlank(int c) {
        return c == ' ' || isBreak(c);
    }

    private static boolean isBlankOrEnd(int c) {
        return c == END || c == '\t' || isBlank(c);
    }
}
