package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.JsonNode;

/** What callers send about the sending of mails; each record is named as its schema. */
final class MailRequests {

  private MailRequests() {}

  record EmptyRequest() {}

  /** Read as JSON, because null is another thing than nothing. */
  record SaveEmailProvidersRequest(
      JsonNode providers,
      JsonNode activeProvider,
      JsonNode failover,
      JsonNode from,
      JsonNode fromName,
      JsonNode replyTo) {}

  record ListEmailLogRequest(
      Integer limit, String before, String after, String status, String template) {}

  record ListEmailSuppressionsRequest(Integer limit, String before, String after) {}

  record AddEmailSuppressionRequest(String email, String reason) {}

  record RemoveEmailSuppressionRequest(String id, String email) {}
}
