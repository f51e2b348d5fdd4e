<#-- Keycloak's macros of the same name; after its own style sheets comes the project's. -->
<#assign banata = serverBaseUrl + "/realms/" + realm.name?url_path("UTF-8") + "/banata-branding/">

<#-- The console puts the place of its resources, which is four folders deep, before the name of its logo. -->
<#global properties = properties + {"logo": "../../../../realms/" + realm.name?url_path("UTF-8") + "/banata-branding/logo"}>
<#global darkMode = darkMode && (realm.getAttribute("banata.branding.darkMode")!"") == "true">

<#macro renderStyles resources pathPrefix>
    <#list resources as resource>
        <link href="${pathPrefix}/${resource.path}" rel="stylesheet"<#if resource.media?has_content> media="${resource.media}"</#if><#if resource.integrity?has_content> integrity="${resource.integrity}"</#if><#if resource.crossorigin?has_content> crossorigin="${resource.crossorigin}"</#if> />
    </#list>
    <link id="banata-branding" href="${banata}style.css" rel="stylesheet" />
</#macro>

<#macro renderScripts resources pathPrefix defaultScriptType="">
    <#list resources as resource>
        <script src="${pathPrefix}/${resource.path}"<#if resource.type?has_content> type="${resource.type}"<#elseif defaultScriptType?has_content> type="${defaultScriptType}"</#if><#if resource.integrity?has_content> integrity="${resource.integrity}"</#if><#if resource.crossorigin?has_content> crossorigin="${resource.crossorigin}"</#if><#if resource.hasDefer()> defer</#if><#if resource.hasAsync()> async</#if><#if resource.blocking?has_content> blocking="${resource.blocking}"</#if>></script>
    </#list>
</#macro>

<#macro renderFavicons resources pathPrefix>
    <#list resources as resource>
        <link rel="${resource.rel!"icon"}"<#if resource.type?has_content> type="${resource.type}"</#if> href="${pathPrefix}/${resource.path}"<#if resource.media?has_content> media="${resource.media}"</#if> />
    </#list>
</#macro>
