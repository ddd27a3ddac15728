package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses a SQLite file on a file system of the network, whose locks and syncs may say that they are done when they are not:
 * two processes could then write at once, and a write could be lost that was promised.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-Ahead Logging</a>: "WAL does not work over a network filesystem"
 * @see <a href="https://www.sqlite.org/useovernet.html">SQLite Over a Network</a>
 */
final class LocalDisk {
    /** The types as Linux and macOS name them. */
    private static final Pattern NETWORK =
            Pattern.compile("nfs[34]?|cifs|smb[23]|smbfs|afpfs|webdav|afs|ceph|lustre|glusterfs|beegfs|gpfs|mfs");

    /** Programs behind FUSE that work on this machine's own disks; most others are there to reach another machine. */
    private static final Set<String> LOCAL_FUSE =
            Set.of("fuse.fuse-overlayfs", "fuse.bindfs", "fuse.gocryptfs", "fuse.encfs", "fuse.mergerfs", "fuse.lxcfs");

    /** Tells on what a file lies, as {@link Files#getFileStore} does. */
    @FunctionalInterface
    interface FileStores {
        FileStore of(Path existing) throws IOException;
    }

    private final FileStores stores;

    LocalDisk(FileStores stores) {
        this.stores = stores;
    }

    /**
     * Requires that a file, or the folder that it is to be made in, lies on this machine.
     *
     * @throws StoreException if it lies on a network
     */
    void require(Path file) {
        Path absolute = file.toAbsolutePath();
        String type;
        try {
            type = stores.of(Files.exists(absolute) ? absolute : absolute.resolveSibling("."))
                    .type();
        } catch (IOException | SecurityException unknown) {
            // Some containers hide what a folder is mounted from; what matters is then seen by SQLite, or by nobody.
            return;
        }
        if (isNetwork(type.toLowerCase(Locale.ROOT))) {
            throw new StoreException(
                    file + ": is on " + type + ", must be on a disk of this machine, for a network file "
                            + "system cannot be trusted with SQLite's write-ahead log: set store.path to a file on a local disk "
                            + "or a block device (in Kubernetes a ReadWriteOnce volume such as EBS, not EFS), or store.type to "
                            + "memory");
        }
    }

    private static boolean isNetwork(String type) {
        boolean fuse = type.equals("fuse") || type.startsWith("fuse.") || type.endsWith("fuse");
        return NETWORK.matcher(type).matches() || (fuse && !LOCAL_FUSE.contains(type));
    }
}
