package dev.banata.keycloak.branding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Rewrites an SVG from what is allowed of it ({@link AllowedSvg}): shapes, gradients and text.
 * Nothing in the result can be run, and nothing in it leads out of the file.
 */
final class SvgWriter {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 5000;

  private final XMLStreamReader in;
  private final XMLStreamWriter out;
  private final SvgReferences references = new SvgReferences();
  private int depth;
  private int elements;

  private SvgWriter(XMLStreamReader in, XMLStreamWriter out) {
    this.in = in;
    this.out = out;
  }

  /** The JDK's own, whatever else is on the class path: its switches are known. */
  private static XMLInputFactory readers() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(refusing());
    return factory;
  }

  private static XMLResolver refusing() {
    return (publicId, systemId, baseUri, namespace) -> {
      throw new XMLStreamException("An image refers to nothing outside of it");
    };
  }

  /**
   * The safe image; nothing if it is no SVG, has a document type or entities, or draws too much.
   */
  static Optional<byte[]> sanitized(byte[] bytes) {
    ByteArrayOutputStream safe = new ByteArrayOutputStream();
    try {
      XMLStreamReader in = readers().createXMLStreamReader(new ByteArrayInputStream(bytes));
      XMLStreamWriter out =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(safe, StandardCharsets.UTF_8.name());
      boolean written = new SvgWriter(in, out).document();
      out.close();
      in.close();
      return written ? Optional.of(safe.toByteArray()) : Optional.empty();
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private boolean document() throws XMLStreamException {
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          return false;
        }
        case XMLStreamConstants.START_ELEMENT -> {
          if (!start()) {
            return false;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          out.writeEndElement();
          references.end();
          depth--;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (depth > 0) {
            out.writeCharacters(in.getText());
          }
        }
        default -> {
          // Comments and processing instructions are not needed, a style sheet can be one of them.
        }
      }
    }
    return elements > 0 && references.areFew();
  }

  private boolean start() throws XMLStreamException {
    boolean isRoot = depth == 0;
    if (isRoot && !(isSvg() && in.getLocalName().equals("svg"))) {
      return false;
    }
    if (isSvg() && in.getLocalName().equals("style")) {
      style();
      return true;
    }
    if (!isSvg() || !AllowedSvg.isElement(in.getLocalName())) {
      skip();
      return true;
    }
    if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
      return false;
    }
    out.writeStartElement(in.getLocalName());
    if (isRoot) {
      out.writeDefaultNamespace(NAMESPACE);
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      if (isOwn(in.getAttributeNamespace(i), in.getAttributeLocalName(i))) {
        attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
      }
    }
    attributes.putAll(declarations(attributes.remove("style")));
    attributes.entrySet().removeIf(each -> !AllowedSvg.isAttribute(each.getKey(), each.getValue()));
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      out.writeAttribute(attribute.getKey(), attribute.getValue());
    }
    references.begin(in.getLocalName(), attributes);
    return true;
  }

  /** Of a style attribute; each becomes the attribute of the same name, which is checked alike. */
  private static Map<String, String> declarations(String style) {
    Map<String, String> declarations = new LinkedHashMap<>();
    for (String each : style == null ? new String[0] : style.split(";", -1)) {
      int colon = each.indexOf(':');
      if (colon > 0) {
        declarations.put(each.substring(0, colon).strip(), each.substring(colon + 1).strip());
      }
    }
    declarations.remove("href");
    return declarations;
  }

  /** The rules that are allowed on a page are allowed in an image. */
  private void style() throws XMLStreamException {
    String rules = CustomCss.of(in.getElementText()).text();
    if (!rules.isEmpty() && depth > 0) {
      out.writeStartElement("style");
      out.writeCharacters(rules);
      out.writeEndElement();
    }
  }

  private boolean isSvg() {
    return NAMESPACE.equals(in.getNamespaceURI());
  }

  /** The xlink:href of old is written as href, which all browsers know since 2018. */
  private static boolean isOwn(String namespace, String name) {
    return namespace == null
        || namespace.isEmpty()
        || ("http://www.w3.org/1999/xlink".equals(namespace) && name.equals("href"));
  }

  /** Leaves an element out with all that is in it. */
  private void skip() throws XMLStreamException {
    int open = 1;
    while (open > 0) {
      int event = in.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open--;
      }
    }
  }
}
