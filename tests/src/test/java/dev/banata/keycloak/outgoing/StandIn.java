package dev.banata.keycloak.outgoing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A server that says what a test lets it say, line by line. */
final class StandIn implements Closeable {

  private static final int CHUNK = 8_192;

  private final ServerSocket server;
  private final String greeting;
  private final Function<String, String> answers;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong said = new AtomicLong();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /**
   * Listens on a free port.
   *
   * @param greeting what it says first; null for nothing, ever
   * @param answers to the lines that it hears; null for none to that line
   */
  StandIn(String address, String greeting, Function<String, String> answers) throws IOException {
    this.server = new ServerSocket(0, 200, InetAddress.getByName(address));
    this.greeting = greeting;
    this.answers = answers;
    Thread acceptor = new Thread(this::accept, "stand-in");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** A mail server that takes all mails, but answers RCPT with this. */
  static StandIn mailServer(String address, String recipient) throws IOException {
    return new StandIn(
        address,
        "220 stand-in",
        line -> {
          String command = line.length() < 4 ? line : line.substring(0, 4);
          return switch (command) {
            case "EHLO", "HELO", "MAIL", "RSET" -> "250 ok";
            case "RCPT" -> recipient;
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            case "." -> "250 taken";
            default -> null;
          };
        });
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** Bytes that were taken from it, and the chunk that it would have gone on with. */
  long said() {
    return said.get();
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread thread = new Thread(() -> talk(socket), "stand-in");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      say(socket, greeting);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        say(socket, answers.apply(line));
      }
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  private void say(Socket socket, String text) throws IOException {
    byte[] bytes = (text == null ? "" : text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int from = 0; from < bytes.length; from += CHUNK) {
      int length = Math.min(CHUNK, bytes.length - from);
      said.addAndGet(length);
      socket.getOutputStream().write(bytes, from, length);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
