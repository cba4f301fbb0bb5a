// Up to some 50 000 learners: 2 500 at once. Cosmos DB scales by itself, with a copy in a second region.
using 'main.bicep'

param name = 'sendero'
param image = readEnvironmentVariable('SENDERO_IMAGE')
param registryServer = readEnvironmentVariable('SENDERO_REGISTRY', '')
param publicUrl = readEnvironmentVariable('SENDERO_URL', '')
param minReplicas = 2
param maxReplicas = 10
param cpu = '1.0'
param memory = '2Gi'
param concurrentRequests = 500
param maxThroughput = 10000
param secondRegion = 'southcentralus'
param logDays = 90
param tokenSecret = readEnvironmentVariable('TOKEN_SECRET')
param metricsToken = readEnvironmentVariable('METRICS_TOKEN')
param whatsApp = true
param whatsAppNumbers = readEnvironmentVariable('WHATSAPP_PHONE_NUMBER_ID', '')
param whatsAppAccessToken = readEnvironmentVariable('WHATSAPP_ACCESS_TOKEN')
param whatsAppAppSecret = readEnvironmentVariable('WHATSAPP_APP_SECRET')
param whatsAppVerifyToken = readEnvironmentVariable('WHATSAPP_VERIFY_TOKEN')
param tracesEndpoint = readEnvironmentVariable('OTEL_EXPORTER_OTLP_ENDPOINT', '')
