package dev.banata.keycloak.branding;

import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three projects that look like the products of three companies. */
final class BrandedProjects {

  private static final String PATH = "/api/auth/banata/config/branding/";

  private static final String ACME =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="9" \
      fill="%s"/><path d="M10 26 18 9l8 17M13.5 20h9" fill="none" stroke="%s" stroke-width="3.2" \
      stroke-linecap="round" stroke-linejoin="round"/></svg>""";

  private static final String NIGHT =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1000" \
      preserveAspectRatio="xMidYMid slice"><defs><linearGradient id="a" x1="0" y1="0" x2="1" y2="1">\
      <stop offset="0" stop-color="#312e81"/><stop offset="1" stop-color="#0f172a"/></linearGradient>\
      </defs><rect width="1600" height="1000" fill="url(#a)"/><circle cx="1300" cy="150" r="420" \
      fill="#6366f1" fill-opacity=".35"/><circle cx="200" cy="900" r="360" fill="#22d3ee" \
      fill-opacity=".16"/></svg>""";

  private final TestProjects projects;

  BrandedProjects(TestProjects projects) {
    this.projects = projects;
  }

  Map<String, TestProject> create() {
    Map<String, TestProject> all = new LinkedHashMap<>();
    all.put("acme", acme());
    all.put("nova", nova());
    all.put("zest", zest());
    return all;
  }

  private TestProject named(String name) {
    TestProject project = projects.create(Map.of("name", name));
    project
        .adminRest()
        .update(
            Map.of(
                "internationalizationEnabled",
                true,
                "supportedLocales",
                List.of("ar", "de", "en"),
                "defaultLocale",
                "en"))
        .expect(204);
    return project;
  }

  TestProject acme() {
    TestProject project = named("Acme");
    save(
        project,
        Map.of(
            "darkMode",
            true,
            "supportUrl",
            "https://acme.example/help",
            "termsUrl",
            "https://acme.example/terms",
            "privacyUrl",
            "https://acme.example/privacy"));
    upload(project, "logoUrl", ACME.formatted("#0f766e", "#fff"));
    upload(project, "darkLogoUrl", ACME.formatted("#14b8a6", "#042f2e"));
    return project;
  }

  private TestProject nova() {
    TestProject project = named("Nova Bank");
    save(
        project,
        Map.of(
            "darkMode",
            true,
            "primaryColor",
            "#4338ca",
            "bgColor",
            "#1e1b4b",
            "borderRadius",
            4,
            "cardWidth",
            460,
            "font",
            "roboto",
            "privacyUrl",
            "https://nova.example/privacy"));
    upload(project, "backgroundImageUrl", NIGHT);
    return project;
  }

  /** A colour that nobody can read on white, and rules of their own. */
  private TestProject zest() {
    TestProject project = named("Zest");
    save(
        project,
        Map.of(
            "darkMode",
            true,
            "primaryColor",
            "#facc15",
            "bgColor",
            "#fff7ed",
            "borderRadius",
            28,
            "cardWidth",
            400,
            "font",
            "poppins",
            "customCss",
            "#kc-page-title { font-size: 1.75rem }\n#kc-login { text-transform: uppercase }",
            "supportUrl",
            "mailto:hi@zest.example"));
    return project;
  }

  private static void save(TestProject project, Map<String, Object> fields) {
    project.http().post(PATH + "save", fields).expect(200);
  }

  private static void upload(TestProject project, String field, String svg) {
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    project.http().post(PATH + "upload", Map.of("field", field, "data", data)).expect(200);
  }
}
