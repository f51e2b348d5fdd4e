package dev.banata.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.banata.keycloak.persistence.Store;
import dev.banata.keycloak.persistence.Tables;
import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of docs/decisions/0024: our rows are changed by stores, which lock them first. */
@AnalyzeClasses(
    packages = "dev.banata.keycloak",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class StoresTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path CHANGELOG = Path.of("src/main/resources/META-INF/banata/changelog.xml");
  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]|\\\\.)*\"");

  @ArchTest
  static final ArchRule EVERY_ENTITY_IS_VERSIONED =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          .should()
          .beAssignableTo(VersionedEntity.class);

  /** Others cannot read a row in a way that lets it be changed, nor change it past its lock. */
  @ArchTest
  static final ArchRule ONLY_STORES_HAVE_AN_ENTITY_MANAGER =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.banata.keycloak.persistence", "dev.banata.keycloak.compat")
          // Reads ids of Keycloak's clients, and nothing of ours.
          .and()
          .doNotHaveSimpleName("AuthClientStore")
          .should()
          .accessClassesThat()
          .areAssignableTo(EntityManager.class);

  /** An id that a caller names must not lock a row of another project. */
  @ArchTest
  static final ArchRule ROWS_ARE_LOCKED_IN_THEIR_REALM =
      noClasses()
          .that()
          .doNotHaveSimpleName("CallbackLocks")
          .and()
          .doNotHaveSimpleName("ProjectStore")
          .should()
          .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("lockOfAll")));

  @ArchTest
  static void everyEntityHasOneStore(JavaClasses all) {
    List<String> stored =
        all.stream()
            .filter(type -> type.isAssignableTo(Store.class) && !type.isEquivalentTo(Store.class))
            .map(StoresTest::entityOf)
            .sorted()
            .toList();

    assertThat(stored)
        .isNotEmpty()
        .containsExactlyElementsOf(entities(all).map(JavaClass::getName).sorted().toList());
  }

  private static Stream<JavaClass> entities(JavaClasses all) {
    return all.stream().filter(type -> type.isAnnotatedWith(Entity.class));
  }

  private static String entityOf(JavaClass store) {
    JavaType parent = store.getSuperclass().orElseThrow();
    return ((JavaParameterizedType) parent).getActualTypeArguments().get(0).getName();
  }

  /** One that no capability declares would be no table at all. */
  @ArchTest
  static void everyEntityIsDeclared(JavaClasses all) {
    List<String> declared =
        ServiceLoader.load(Tables.class).stream()
            .flatMap(tables -> tables.get().entities().stream())
            .map(Class::getName)
            .sorted()
            .toList();

    assertThat(declared)
        .containsExactlyElementsOf(entities(all).map(JavaClass::getName).sorted().toList());
  }

  /** With a default, so that a node of an older version can insert rows. */
  @ArchTest
  static void everyTableHasItsVersion(JavaClasses all) throws IOException {
    String changelog = Files.readString(CHANGELOG);
    List<String> without =
        entities(all)
            .map(entity -> entity.getAnnotationOfType(Table.class).name())
            .filter(table -> !hasVersion(changelog, table))
            .toList();

    assertThat(without).isEmpty();
  }

  private static boolean hasVersion(String changelog, String table) {
    return Pattern.compile(
            "<(addColumn|createTable) tableName=\"%s\">(?:(?!</\\1>).)*"
                    .formatted(Pattern.quote(table))
                + "<column name=\"VERSION\" type=\"BIGINT\" defaultValueNumeric=\"0\">",
            Pattern.DOTALL)
        .matcher(changelog)
        .find();
  }

  /** No rule on classes sees the entity that a query names. */
  @ArchTest
  static void onlyStoresNameEntitiesInQueries(JavaClasses all) throws IOException {
    TreeSet<String> stores =
        all.stream()
            .filter(type -> type.isAssignableTo(Store.class))
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    Pattern named =
        Pattern.compile(
            entities(all)
                .map(JavaClass::getSimpleName)
                .collect(Collectors.joining("|", "\\b(", ")\\b")));
    TreeMap<String, String> offenders = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        if (!stores.contains(type)) {
          TEXT.matcher(Files.readString(file))
              .results()
              .map(result -> result.group())
              .filter(text -> named.matcher(text).find())
              .forEach(text -> offenders.put(type, text));
        }
      }
    }

    assertThat(offenders).isEmpty();
  }

  /** The rule above would be green as well if it read no text at all. */
  @Test
  void queriesOfStoresAreSeen() throws IOException {
    Path store = SOURCES.resolve("dev/banata/keycloak/apikey/ApiKeyStore.java");

    assertThat(TEXT.matcher(Files.readString(store)).results())
        .anyMatch(text -> text.group().contains("ApiKeyEntity"));
  }
}
