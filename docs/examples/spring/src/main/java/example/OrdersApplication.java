package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;

/**
 * An API that accepts only its own tokens. With the starter and the settings in application.yaml,
 * Spring Boot asks every request for a token with the issuer and the audience.
 */
@SpringBootApplication
public class OrdersApplication {

  public static void main(String[] args) {
    SpringApplication.run(OrdersApplication.class, args);
  }

  /** Keycloak signs other kinds of tokens with the same keys. */
  @Bean
  OAuth2TokenValidator<Jwt> accessTokensOnly() {
    return new JwtClaimValidator<String>("typ", "Bearer"::equals);
  }
}
