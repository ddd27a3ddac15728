package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.JDBC;

/** A SQLite file opens on a local disk, and on no file system of the network. */
final class LocalDiskTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "NFS4",
                "cifs",
                "smb3",
                "smbfs",
                "afs",
                "ceph",
                "lustre",
                "glusterfs",
                "fuse",
                "fuse.sshfs",
                "fuse.s3fs",
                "fuse.rclone",
                "fuse.glusterfs",
                "macfuse"
            })
    void aNetworkIsRefusedAndNothingIsWritten(String type) {
        Path file = directory.resolve("data/exporter.db");

        assertThatThrownBy(() -> open(file, type))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file + ": is on " + type + ", must be on a disk of this machine, ")
                .hasMessageEndingWith(": set store.path to a file on a local disk or a block device (in Kubernetes a "
                        + "ReadWriteOnce volume such as EBS, not EFS), or store.type to memory");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext4",
                "xfs",
                "btrfs",
                "zfs",
                "apfs",
                "NTFS",
                "overlay",
                "tmpfs",
                "fuseblk",
                "fuse.fuse-overlayfs"
            })
    void aLocalDiskIsTaken(String type) throws Exception {
        Path file = directory.resolve("exporter.db");

        open(file, type).close();

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void theFolderIsAskedUntilThereIsAFile() throws Exception {
        Path file = directory.resolve("exporter.db");
        List<Path> asked = new ArrayList<>();
        LocalDisk disk = new LocalDisk(existing -> {
            asked.add(existing.normalize());
            return new FakeFileStore("ext4");
        });

        new SqliteDialect(file, JDBC::createConnection, disk, Migrations.SQLITE)
                .open()
                .close();
        new SqliteDialect(file, JDBC::createConnection, disk, Migrations.SQLITE)
                .open()
                .close();

        assertThat(asked).containsExactly(directory, file);
    }

    @Test
    void whereNobodyCanTellSqliteTries() throws Exception {
        Path file = directory.resolve("exporter.db");
        LocalDisk unknown = new LocalDisk(existing -> {
            throw new IOException("Mount point not found");
        });

        new SqliteDialect(file, JDBC::createConnection, unknown, Migrations.SQLITE)
                .open()
                .close();

        assertThat(file).isNotEmptyFile();
        assertThat(Files.getFileStore(file).type()).isNotBlank();
    }

    private static Database open(Path file, String type) {
        return new SqliteDialect(
                        file,
                        JDBC::createConnection,
                        new LocalDisk(existing -> new FakeFileStore(type)),
                        Migrations.SQLITE)
                .open();
    }

    /** A disk of a type of the test's choosing. */
    private static final class FakeFileStore extends FileStore {
        private final String type;

        FakeFileStore(String type) {
            this.type = type;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public long getTotalSpace() {
            return 0;
        }

        @Override
        public long getUsableSpace() {
            return 0;
        }

        @Override
        public long getUnallocatedSpace() {
            return 0;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> view) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String view) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> view) {
            return null;
        }

        @Override
        public Object getAttribute(String attribute) {
            throw new UnsupportedOperationException(attribute);
        }
    }
}
