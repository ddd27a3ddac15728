package io.github.bedrockbatch.store;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a SQLite file to its owner, because it holds failure messages, which AWS marks sensitive, and client tokens. Where
 * files have no owner, or this user is not theirs, they stay as they are.
 */
final class OwnerOnly {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(OWNER_READ, OWNER_WRITE);

    /** What SQLite keeps beside its file, with the permissions that the file has when they are made. */
    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private OwnerOnly() {}

    /** Makes the file, empty, if it is not there. */
    static void create(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (IOException | UnsupportedOperationException toldByOpen) {
            // SQLite makes the file, or says why it cannot.
            return;
        }
    }

    /** Takes the file and those beside it away from all but their owner, once it is known to be ours. */
    static void narrow(Path path) {
        narrowOne(path);
        BESIDE.forEach(suffix -> narrowOne(path.resolveSibling(path.getFileName() + suffix)));
    }

    private static void narrowOne(Path file) {
        try {
            if (Files.exists(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, OWNER);
            }
        } catch (IOException | UnsupportedOperationException notOurs) {
            // Whether it can be used is seen when it is opened.
            return;
        }
    }
}
