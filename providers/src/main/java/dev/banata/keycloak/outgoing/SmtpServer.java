package dev.banata.keycloak.outgoing;

import jakarta.mail.PasswordAuthentication;

/**
 * A mail server and who one is there.
 *
 * @param ssl TLS from the beginning
 * @param starttls TLS if the server offers it
 * @param credentials a name with a password or an access token; null for a server that asks for
 *     none
 * @param token true if it is an access token (XOAUTH2)
 * @param bounces where what cannot be delivered goes; null for the sender
 * @param utf8 true if addresses may have characters that are not ASCII (RFC 6531)
 */
public record SmtpServer(
    String host,
    int port,
    boolean ssl,
    boolean starttls,
    PasswordAuthentication credentials,
    boolean token,
    String bounces,
    boolean utf8) {}
