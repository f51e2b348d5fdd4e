package dev.banata.keycloak.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's Chromium. */
public final class Chromium implements Closeable {

  private static final double PATIENCE_MILLIS = 15_000;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Path executable) {
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    // Containers have no name spaces to make a sandbox of.
                    .setArgs(List.of("--no-sandbox")));
  }

  /** Whether it is installed. Where CI runs, it has to be. */
  public static boolean isThere() {
    return executable().isPresent() || System.getenv("CI") != null;
  }

  public static Chromium start() {
    Path executable =
        executable()
            .orElseThrow(() -> new IllegalStateException("chromium is missing: apt-get install"));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(playwright, executable);
  }

  private static Optional<Path> executable() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A page of a person who was never here before. */
  public Page newPage() {
    Page page = browser.newContext().newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    return page;
  }

  /** A page of a person with a screen and a taste of his own. */
  public Page newPage(Browser.NewContextOptions options) {
    Page page = browser.newContext(options).newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
