package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.util.List;

/** Something to be measured. */
interface Figure {
    /** Returns the word that selects it: {@code -Dfigures=WORD,…}. */
    String word();

    /** Measures it. */
    List<Row> measure(Lab lab) throws IOException, InterruptedException;
}
