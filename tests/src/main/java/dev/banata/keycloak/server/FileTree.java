package dev.banata.keycloak.server;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder with all that is in it. */
public record FileTree(Path root) {

  /**
   * Copies it. Times are kept: Keycloak rebuilds itself when a provider's JAR seems to be newer.
   */
  void copyTo(Path target) throws IOException {
    replicateTo(target, FileTree::copy);
  }

  /** A copy that shares the files' content where the file system can do that; takes no time. */
  void linkTo(Path target) throws IOException {
    replicateTo(target, FileTree::link);
  }

  /** Deletes it, if it is there. Symbolic links are deleted, what they point to stays. */
  public void delete() throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void replicateTo(Path target, FileReplication replication) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target.resolve(root.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            replication.replicate(file, target.resolve(root.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void copy(Path file, Path target) throws IOException {
    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void link(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileSystemException | UnsupportedOperationException otherFileSystem) {
      copy(file, target);
    }
  }

  @FunctionalInterface
  private interface FileReplication {
    void replicate(Path file, Path target) throws IOException;
  }
}
