// The servers: as many as there is work for, behind one address with HTTPS and WebSockets.
param name string
param location string
param image string
param registryServer string
param publicUrl string
param minReplicas int
param maxReplicas int
param cpu string
param memory string
param concurrentRequests int
param identityId string
param clientId string
param vaultUri string
param cosmosEndpoint string
param cosmosRegions string
param workspaceName string
param whatsApp bool
param whatsAppNumbers string
param tracesEndpoint string

var port = 3978
var appName = '${name}-app'
var address = empty(publicUrl) ? 'https://${appName}.${managed.properties.defaultDomain}' : publicUrl

var always = ['token-secret', 'metrics-token']
var forWhatsApp = whatsApp ? ['whatsapp-access-token', 'whatsapp-app-secret', 'whatsapp-verify-token'] : []

var settings = [
  { name: 'NODE_ENV', value: 'production' }
  { name: 'PUBLIC_URL', value: address }
  { name: 'STORE', value: 'cosmos' }
  { name: 'COSMOS_ENDPOINT', value: cosmosEndpoint }
  { name: 'COSMOS_DATABASE', value: 'sendero' }
  { name: 'COSMOS_REGIONS', value: cosmosRegions }
  { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
  { name: 'MicrosoftAppId', value: clientId }
  { name: 'MicrosoftAppTenantId', value: subscription().tenantId }
  { name: 'TOKEN_SECRET', secretRef: 'token-secret' }
  { name: 'METRICS_TOKEN', secretRef: 'metrics-token' }
]
var whatsAppSettings = whatsApp ? [
  { name: 'WHATSAPP_PHONE_NUMBER_ID', value: whatsAppNumbers }
  { name: 'WHATSAPP_ACCESS_TOKEN', secretRef: 'whatsapp-access-token' }
  { name: 'WHATSAPP_APP_SECRET', secretRef: 'whatsapp-app-secret' }
  { name: 'WHATSAPP_VERIFY_TOKEN', secretRef: 'whatsapp-verify-token' }
] : []
var traceSettings = empty(tracesEndpoint) ? [] : [
  { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: tracesEndpoint }
]
// Which of the identities on this machine DefaultAzureCredential is to use: Azure's own name, not one of ours.
var platformSettings = [
  { name: 'AZURE_CLIENT_ID', value: clientId }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource managed 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: workspace.properties.customerId
        sharedKey: workspace.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: appName
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: managed.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'auto'
        allowInsecure: false
        // A browser's messages go to the server that holds its WebSocket: only that one shows it what is new at once.
        stickySessions: { affinity: 'sticky' }
      }
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identityId }]
      secrets: [for secret in concat(always, forWhatsApp): {
        name: secret
        keyVaultUrl: '${vaultUri}secrets/${secret}'
        identity: identityId
      }]
    }
    template: {
      // As long as a turn under way, and what it owes, may take to end.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'sendero'
          image: image
          resources: { cpu: json(cpu), memory: memory }
          env: concat(settings, whatsAppSettings, traceSettings, platformSettings)
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 2
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 15
              timeoutSeconds: 3
              failureThreshold: 4
            }
            {
              type: 'Readiness'
              httpGet: { path: '/readyz', port: port }
              periodSeconds: 10
              timeoutSeconds: 2
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: { metadata: { concurrentRequests: string(concurrentRequests) } }
          }
          {
            name: 'cpu'
            custom: { type: 'cpu', metadata: { type: 'Utilization', value: '70' } }
          }
        ]
      }
    }
  }
}

output url string = address
