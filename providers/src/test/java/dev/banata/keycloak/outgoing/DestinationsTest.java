package dev.banata.keycloak.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationsTest {

  private static Destinations of(String... allowed) {
    return new Destinations(AllowedDestinations.parse(List.of(allowed)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "localhost",
        "0.0.0.0",
        "10.0.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "192.0.0.192",
        "168.63.129.16",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "[::1]",
        "::1",
        "::",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "::10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "fe80::1",
        "fec0::1",
        "fd00:ec2::254",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        // What resolvers make of numbers.
        "2130706433",
        "127.1",
        "10.1"
      })
  void e3_addressesThatAreNotOfTheInternetAreRefused(String host) {
    assertThatThrownBy(() -> of().resolve(host)).isInstanceOf(RefusedDestinationException.class);
    assertThat(of().isDeniedLiteral(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::1.1.1.1"})
  void addressesOfTheInternetAreNot(String host) throws UnknownHostException {
    assertThat(of().resolve(host)).hasSize(1);
    assertThat(of().isDeniedLiteral(host)).isFalse();
  }

  /** Hexadecimal and octal numbers are for the system's resolver, whatever it makes of them. */
  @ParameterizedTest
  @ValueSource(strings = {"0x7f000001", "0x7f.0.0.1", "0177.0.0.01", "0x7f.1"})
  void e3_otherNotationsLeadNowhereElse(String host) {
    try {
      InetAddress[] found = of().resolve(host);
      assertThat(found).noneMatch(DeniedNetworks::contain);
    } catch (UnknownHostException e) {
      assertThat(e).hasMessageContaining(host);
    }
  }

  @Test
  void whatTheOperatorAllowsIsReached() throws UnknownHostException {
    Destinations some = of("127.0.0.1", " [::1] ", "10.1.0.0/16");

    assertThat(some.resolve("127.0.0.1")).hasSize(1);
    assertThat(some.resolve("::1")).hasSize(1);
    assertThat(some.resolve("10.1.255.3")).hasSize(1);
    assertThatThrownBy(() -> some.resolve("10.2.0.0"))
        .isInstanceOf(RefusedDestinationException.class);
    assertThatThrownBy(() -> some.resolve("127.0.0.2"))
        .isInstanceOf(RefusedDestinationException.class);
    assertThat(of("mail.corp.example").isDeniedLiteral("10.0.0.1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "a b", "", "http://x", "10.0.0.0/8/8"})
  void otherTextsAreNoOption(String text) {
    assertThatThrownBy(() -> of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** DNS rebinding: the second answer is never asked for. */
  @Test
  void e3_aNameIsLookedUpOnce() throws UnknownHostException {
    Deque<String> answers = new ArrayDeque<>(List.of("1.1.1.1", "127.0.0.1"));
    Destinations destinations =
        new Destinations(
            AllowedDestinations.NONE,
            host -> new InetAddress[] {InetAddress.getByName(answers.pop())});

    InetAddress[] found = destinations.resolve("rebind.example");

    assertThat(found[0].getHostAddress()).isEqualTo("1.1.1.1");
    assertThat(found[0].getHostName()).isEqualTo("rebind.example");
    assertThatThrownBy(() -> destinations.resolve("rebind.example"))
        .isInstanceOf(RefusedDestinationException.class);
  }

  @Test
  void e3_oneDeniedAddressAmongOthersIsEnough() {
    Destinations destinations =
        new Destinations(
            AllowedDestinations.NONE,
            host ->
                new InetAddress[] {
                  InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")
                });

    assertThatThrownBy(() -> destinations.resolve("mixed.example"))
        .isInstanceOf(RefusedDestinationException.class);
  }
}
