package dev.banata.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.outgoing.OutgoingSmtp;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of docs/decisions/0002: what may depend on what, and how things may be named. */
@AnalyzeClasses(
    packages = "dev.banata.keycloak",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String ROOT = "dev.banata.keycloak.";

  /** Everything else of Keycloak is in its SPI modules. */
  private static final Pattern INTERNAL_JAR =
      Pattern.compile(".*/(keycloak-services|keycloak-model-[a-z-]+|infinispan-[a-z-]+)-[0-9].*");

  /** SPIs that live in an internal module. */
  private static final List<String> SPI_PACKAGES =
      List.of("org.keycloak.connections.jpa.entityprovider");

  @ArchTest
  static final ArchRule INTERNAL_KEYCLOAK_ONLY_IN_COMPAT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "compat..")
          .should(dependOnInternalKeycloak());

  @ArchTest
  static final ArchRule NO_CIRCLES = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CAPABILITIES_DO_NOT_KNOW_THE_ENTRY_POINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "entry..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "entry..");

  @ArchTest
  static final ArchRule DOMAIN_HAS_NO_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "apikey..",
              ROOT + "audience..",
              ROOT + "branding..",
              ROOT + "claim..",
              ROOT + "client..",
              ROOT + "email..",
              ROOT + "mail..",
              ROOT + "organization..",
              ROOT + "project..",
              ROOT + "session..",
              ROOT + "user..",
              ROOT + "rbac..",
              ROOT + "uri..")
          .and()
          .haveSimpleNameNotEndingWith("Resource")
          .and()
          .doNotHaveSimpleName("ApiKeyGrant")
          .and()
          .doNotHaveSimpleName("OrganizationPolicyAction")
          .and()
          .doNotHaveSimpleName("ImpersonationGrant")
          .and()
          .doNotHaveSimpleName("PagePolicy")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

  /** Keycloak makes a public root resource of every class with a path of its own. */
  @ArchTest
  static final ArchRule ROOT_RESOURCES_ARE_ENTRY_POINTS =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .resideInAPackage(ROOT + "entry")
          .andShould()
          .haveSimpleNameStartingWith("Management");

  @ArchTest
  static final ArchRule PUBLIC_RESOURCE_METHODS_ARE_ROUTES =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Resource")
          .and()
          .arePublic()
          .should()
          .beAnnotatedWith(Path.class);

  @ArchTest
  static final ArchRule NO_MISCELLANEOUS_CLASSES =
      noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Impl)");

  @ArchTest
  static final ArchRule CLASSES_ARE_FINAL_OR_MADE_FOR_INHERITANCE =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnnotatedWith("jakarta.persistence.Entity")
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .haveModifier(JavaModifier.ABSTRACT);

  /** Decision 0026: whatever connects elsewhere goes around the guard. */
  @ArchTest
  static final ArchRule CONNECTIONS_ARE_MADE_BY_THE_GUARD =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "outgoing..")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + "compat.GuardedHttpClient")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + "compat.GuardedHttpClient$1")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + "compat.MailTrust")
          .should(connect());

  private static final List<String> CONNECTORS =
      List.of(
          "java.net.http.",
          "java.net.Socket",
          "java.net.DatagramSocket",
          "java.net.URLConnection",
          "java.net.HttpURLConnection",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.AsynchronousSocketChannel",
          "javax.net.",
          "javax.naming.",
          "jakarta.mail.Transport",
          "jakarta.mail.Service",
          "org.eclipse.angus.mail.smtp.SMTPTransport",
          "org.apache.http.client.HttpClient",
          "org.apache.http.impl.client.",
          "org.keycloak.connections.httpclient.",
          "org.keycloak.http.simple.",
          "org.keycloak.broker.provider.util.SimpleHttp",
          "org.keycloak.protocol.oidc.utils.JWKSHttpUtils");

  private static ArchCondition<JavaClass> connect() {
    return new ArchCondition<>("connect to other servers") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(
                dependency ->
                    CONNECTORS.stream().anyMatch(dependency.getTargetClass().getName()::startsWith))
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
        type.getMethodCallsFromSelf().stream()
            .filter(
                call ->
                    call.getTargetOwner().getName().equals("java.net.URL")
                        && call.getName().matches("openStream|openConnection|getContent"))
            .forEach(
                call -> events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaClass> dependOnInternalKeycloak() {
    return new ArchCondition<>("depend on internal Keycloak classes") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isInternal(dependency.getTargetClass()))
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
      }
    };
  }

  private static boolean isInternal(JavaClass target) {
    return !SPI_PACKAGES.contains(target.getPackageName())
        && target
            .getSource()
            .filter(source -> INTERNAL_JAR.matcher(source.getUri().toString()).matches())
            .isPresent();
  }

  /** The rule above would be green as well if it saw no internal class at all. */
  @Test
  void compatIsSeenToUseInternalClasses() {
    JavaClass realms = new ClassFileImporter().importClass(Realms.class);

    assertThat(realms.getDirectDependenciesFromSelf())
        .anyMatch(dependency -> isInternal(dependency.getTargetClass()));
  }

  /** The same of the rule about connections. */
  @Test
  void theGuardIsSeenToConnect() {
    JavaClass smtp = new ClassFileImporter().importClass(OutgoingSmtp.class);

    assertThat(smtp.getDirectDependenciesFromSelf())
        .anyMatch(
            dependency ->
                CONNECTORS.stream().anyMatch(dependency.getTargetClass().getName()::startsWith));
  }

  @Test
  void noStarImports() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(java.nio.file.Path.of("src"))) {
      List<java.nio.file.Path> offenders =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(ArchitectureTest::hasStarImport)
              .toList();

      assertThat(offenders).isEmpty();
    }
  }

  private static boolean hasStarImport(java.nio.file.Path file) {
    try {
      return Files.readAllLines(file).stream()
          .anyMatch(line -> line.startsWith("import ") && line.endsWith(".*;"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
