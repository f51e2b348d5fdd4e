package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

/** A page of the server itself, not a preview. */
final class BrandedPage {

  private BrandedPage() {}

  /** Asserts that the page has the look of {@link BrandedProjects#acme()}, for everybody. */
  static void assertAcmes(Page page, String what) {
    assertThat(page.locator("#banata-branding").count()).as(what).isOne();
    assertThat(
            page.evaluate(
                "getComputedStyle(document.documentElement).getPropertyValue('--banata-primary')"))
        .as(what)
        .isEqualTo("#0f766e");
    Axe.assertSound(page, what);
  }
}
