package io.github.bedrockbatch.web.page;

/** A place in the navigation. */
enum Section {
    FLEET("", "./"),
    JOBS("jobs", "./"),
    JOB("jobs", "../../../"),
    TRANSITIONS("transitions", "./"),
    /** Where no page is. */
    NONE("none", "./");

    private final String path;
    private final String root;

    Section(String path, String root) {
        this.path = path;
        this.root = root;
    }

    /** Returns the path of the link in the navigation, from the root of the pages. */
    String path() {
        return path;
    }

    /** Returns the way to the root of the pages, relative, as a proxy may serve them under a prefix. */
    String root() {
        return root;
    }
}
