package dev.banata.keycloak.email;
import java.nio.file.*; import java.util.*; 
import org.junit.jupiter.api.Test;
final class DraftTest {
  @Test void draw() throws Exception {
    Path out = Path.of("/tmp/email-shots"); Files.createDirectories(out);
    String[][] brands = {{"#0f766e","#f5f5f4",""},{"#111827","#ffffff",""},{"#facc15","#1e1b4b",""}};
    int i = 0;
    for (String[] b : brands) { i++;
      for (TemplateType t : TemplateType.values()) {
        RenderedEmail m = Mails.builtIn(t, Mails.renderer(Mails.branding(b[0], b[1], b[2], ""), "Acme", Locale.ENGLISH, true), Wording.english());
        Files.writeString(out.resolve(t.text() + "-" + i + ".html"), m.html()); Files.writeString(out.resolve(t.text() + "-" + i + ".txt"), m.subject() + "\n\n" + m.text());
      }
      String blocks = Files.readString(Path.of("src/test/resources/email/every-block.json"));
      RenderedEmail m = Mails.renderer(Mails.branding(b[0], b[1], b[2], ""), "Acme", Locale.ENGLISH, true).render(new EmailRenderer.Content("Every block", "A look at all of them", BlockParser.parse(blocks)), Map.of("name", "Jane <b>Doe</b>", "url", "https://example.com/?a=1&b=2", "evil", "javascript:alert(1)"));
      Files.writeString(out.resolve("every-" + i + ".html"), m.html()); Files.writeString(out.resolve("every-" + i + ".txt"), m.text());
    }
  }
}
