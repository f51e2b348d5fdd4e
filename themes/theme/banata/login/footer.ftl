<#-- The end of the card: where the project's support, terms and privacy are. -->
<#macro link url text>
    <#if url?has_content>
        <li><a href="${url}" target="_blank" rel="noopener noreferrer">${msg(text)}</a></li>
    </#if>
</#macro>

<#macro content>
    <#if branding?? && (branding.supportUrl?has_content || branding.termsUrl?has_content || branding.privacyUrl?has_content)>
        <ul class="banata-links">
            <@link url=branding.supportUrl text="banataSupport" />
            <@link url=branding.termsUrl text="banataTerms" />
            <@link url=branding.privacyUrl text="banataPrivacy" />
        </ul>
    </#if>
</#macro>
