package example;

import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrdersController {

  @GetMapping("/orders")
  Map<String, String> orders(@AuthenticationPrincipal Jwt token) {
    return Map.of("client", token.getClaimAsString("azp"), "subject", token.getSubject());
  }
}
