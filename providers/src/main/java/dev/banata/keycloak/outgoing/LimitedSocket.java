package dev.banata.keycloak.outgoing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket of which only so much is read: no protocol that is spoken here needs more. */
final class LimitedSocket extends Socket {

  private final long maxBytes;
  private InputStream limited;

  LimitedSocket(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (limited == null) {
      limited = new Limited(super.getInputStream(), maxBytes);
    }
    return limited;
  }

  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long maxBytes) {
      super(in);
      this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      spend(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      spend(Math.max(read, 0));
      return read;
    }

    private void spend(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("The server said more than is read of it");
      }
    }
  }
}
