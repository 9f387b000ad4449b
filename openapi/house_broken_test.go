package openapi

// brokenDocuments break one rule each, and say in a comment at the end of a line what is wrong there. What stands
// before the first file name is doc.yaml.
var brokenDocuments = []struct{ rule, text string }{
	{"descriptions are there", `info: # want: info: got no description
  title: No words
components:
  schemas:
    Empty: # want: schemas/Empty: got no description
      type: object
      description: ''
      properties:
        silent: # want: schemas/Empty/properties/silent: got no description
          type: string
        told:
          $ref: '#/components/schemas/Told'
      not:
        anyOf:
          - required: [silent] # want: schemas/Empty/not/anyOf/0: got no description: it is what a user reads about the broken condition
          - description: silent is not there.
            not:
              required: [told]
    Told:
      type: string
      description: Described where it is.
      not: # want: schemas/Told/not: got no description: it is what a user reads about the broken condition
        pattern: '^$'
`},
	{"descriptions are sentences", `info:
  description: | # want: info: got a line that ends in "another", want the end of a sentence
    One line.
    and another
components:
  schemas:
    Marked:
      description: Has a <b>bold</b> word. # want: schemas/Marked: got the markup "<b>" in the description
      properties:
        wide:
          description: Has  two spaces. # want: schemas/Marked/properties/wide: got two spaces in the description
        listed:
          description: |
            Such as:
            -1, which is nothing.
      not:
        description: wide is mandatory.
`},
	{"descriptions say more than the place they stand in", `components:
  responses:
    NotFound:
      description: The response. # want: responses/NotFound: got the description "The response.", which says nothing
  schemas:
    User:
      description: User who pays.
      properties:
        user_name:
          description: User name. # want: schemas/User/properties/user_name: got the description "User name.", which says nothing
`},
	{"summaries are short headings", `paths:
  /long:
    get:
      summary: List the instances that match every filter that is given. # want: /long/get: got a summary of 57 characters, want at most 50 # want: /long/get: got a period at the end of the summary
    post: # want: /long/post: got no summary
      description: Has none.
  /case:
    get:
      summary: list The GPU instances # want: /case/get: got "list" in the summary, want sentence case
`},
	{"units are in the descriptions of times", `components:
  schemas:
    Lease:
      properties:
        duration:
          type: integer
          description: How long it may run. # want: schemas/Lease/properties/duration: got a description without unit, want seconds, milliseconds or hours
        create_at: # want: schemas/Lease/properties/create_at: got an integer of milliseconds without format int64
          type: integer
          description: When it was made, in milliseconds since 1970.
        update_at:
          type: integer
          format: int64
          description: When it was changed, in milliseconds since 1970.
`},
	{"every key stands in its place", `info:
  version: 1.0.0
  title: Backwards # want: info: got title behind version
paths:
  /a:
    get:
      deprecated: true # want: /a/get: got deprecated, which the grammar has in no operation
      tags: [A]
      operationId: showA # want: /a/get: got operationId behind tags
      x-internal: true # want: /a/get: got x-internal, which the grammar has in no operation
`},
	{"texts are plain YAML", `info:
  title: "Quoted" # want: the document: got double quotes, want single ones: they have no escapes
  description: > # want: the document: got a folded block, want a literal one
    Folded.
  version: !!str 1 # want: the document: got the tag !!str
security:
  - &token # want: the document: got an anchor or an alias, want a $ref
    Token: []
  - *token # want: the document: got an anchor or an alias, want a $ref
tags: []
tags: [] # want: the document: got tags twice
`},
	{"documents are OpenAPI 3.0.3", `openapi: 3.1.0 # want: the document: got openapi "3.1.0", want 3.0.3
`},
	{"documents agree on version, licence, servers and security", `info: # want: info: got no version # want: info: got no license # want: the document: got no servers # want: the document: got no security
  title: Alone
paths:
  /a: {}
`},
	{"documents agree on version, licence, servers and security", `info:
  version: 1.0.0
  license: {name: MIT}
paths:
  /a: {}
servers: [{url: https://a.example}]
security: [{Token: []}, {Signature: []}]
-- other.yaml --
info:
  version: 1.0.1 # want: info: got another version than doc.yaml
  license: {name: MIT}
paths:
  /b: {}
servers: [{url: https://b.example}] # want: the document: got another servers than doc.yaml
security: [{Signature: []}, {Token: []}] # want: the document: got another security than doc.yaml
-- schemas/a.yaml --
info:
  version: 1.0.0
  license: {name: Apache-2.0} # want: info: got another license than doc.yaml
`},
	{"references lead to components, by one of three ways", `paths:
  /a:
    get:
      responses:
        '200':
          $ref: '#/paths/~1b/get/responses/200' # want: /a/get/responses/200: got the reference "#/paths/~1b/get/responses/200", want a component of this file or of schemas/
        '400':
          $ref: 'https://example.com/a.yaml#/components/responses/Bad' # want: /a/get/responses/400: got the reference "https://example.com/a.yaml#/components/responses/Bad", want a component of this file or of schemas/
        '401':
          $ref: '#/components/responses/Gone' # want: /a/get/responses/401: got the reference "#/components/responses/Gone", which leads nowhere
        '403':
          $ref: '#/components/schemas/Bad' # want: /a/get/responses/403: got a reference to schemas in the place of a response
components:
  schemas:
    Bad:
      type: object
      properties:
        far:
          $ref: 'schemas/common.yaml#/components/schemas/Common'
-- schemas/a.yaml --
components:
  schemas:
    A:
      properties:
        near:
          $ref: 'common.yaml#/components/schemas/Common'
        back:
          $ref: '../doc.yaml#/components/schemas/Bad' # want: schemas/A/properties/back: got the reference "../doc.yaml#/components/schemas/Bad", want a component of this file or of schemas/
        deep:
          $ref: 'schemas/b.yaml#/components/schemas/B' # want: schemas/A/properties/deep: got the reference "schemas/b.yaml#/components/schemas/B", want a component of this file or of schemas/
-- schemas/common.yaml --
components:
  schemas:
    Common:
      type: string
`},
	{"references between files lead to no cycle", `components:
  schemas:
    Top:
      properties:
        a:
          $ref: 'schemas/a.yaml#/components/schemas/A'
-- schemas/a.yaml --
components:
  schemas:
    A:
      properties:
        b:
          $ref: 'b.yaml#/components/schemas/B' # want: schemas/A/properties/b: got a reference to schemas/b.yaml, which leads back to schemas/a.yaml
        self:
          $ref: '#/components/schemas/A'
-- schemas/b.yaml --
components:
  schemas:
    B:
      properties:
        c:
          $ref: 'c.yaml#/components/schemas/C' # want: schemas/B/properties/c: got a reference to schemas/c.yaml, which leads back to schemas/b.yaml
-- schemas/c.yaml --
components:
  schemas:
    C:
      properties:
        a:
          $ref: 'a.yaml#/components/schemas/A' # want: schemas/C/properties/a: got a reference to schemas/a.yaml, which leads back to schemas/c.yaml
        leaf:
          $ref: 'leaf.yaml#/components/schemas/Leaf'
-- schemas/leaf.yaml --
components:
  schemas:
    Leaf:
      type: string
`},
	{"nothing stands beside a reference", `components:
  schemas:
    A:
      $ref: '#/components/schemas/B'
      description: Has no effect. # want: schemas/A: got description beside a $ref, where it has no effect
    B:
      type: string
`},
	{"component names are Pascal case", `components:
  headers:
    X_Request: # want: headers/X_Request: got the name X_Request, want Pascal case, or that of a header
      description: Underscored.
  schemas:
    notebook_page: # want: schemas/notebook_page: got the name notebook_page, want Pascal case, or that of a header
      type: object
    AIProject:
      type: object
`},
	{"every component is used", `security:
  - Token: []
components:
  securitySchemes:
    Token: {type: apiKey}
    Basic: {type: http} # want: securitySchemes/Basic: got a component that nothing uses
  schemas:
    Outer: # want: schemas/Outer: got a component that nothing uses
      properties:
        inner:
          $ref: '#/components/schemas/Inner'
    Inner:
      type: string
`},
	{"every media type has examples", `paths:
  /a:
    get:
      responses:
        '200':
          content:
            application/json: # want: /a/get/responses/200/content/application/json: got no example
              schema: {type: object}
            text/plain:
              examples:
                empty: # want: /a/get/responses/200/content/text/plain/examples/empty: got no value
                  summary: Nothing
`},
	{"schemas say their type", `components:
  schemas:
    Bare: {description: Anything.} # want: schemas/Bare: got no type
    Ratio: {type: number} # want: schemas/Ratio: got the type number, want integer, string or the format double
    Share: {type: number, format: double}
    List: {type: array} # want: schemas/List: got an array without items
    Thing: {type: object} # want: schemas/Thing: got an object that says nothing of its members
    Map: {type: object, additionalProperties: true}
`},
	{"enumerations are components", `components:
  schemas:
    Named:
      enum: [a]
      properties:
        kind:
          enum: [b] # want: schemas/Named/properties/kind: got an enumeration in place, want a component with a name
      not:
        properties:
          kind:
            enum: [b]
`},
	{"enumerations hold values of their type, each once", `components:
  schemas:
    Status:
      type: string
      enum:
        - on
        - 2 # want: schemas/Status: got the value 2, want type string
        - on # want: schemas/Status: got the value on twice
    Step:
      type: integer
      enum: [1, '2'] # want: schemas/Step: got the value 2, want type integer
`},
	{"enumerations have names that suit Go", `components:
  schemas:
    Split: {type: string, enum: [IN_USE]} # want: schemas/Split: got no x-enum-varnames, want names that keep words apart
    Number: {type: integer, enum: [1]} # want: schemas/Number: got no x-enum-varnames, want names that keep words apart
    Word: {type: string, enum: [evs]}
    Few: {type: string, enum: [a, b], x-enum-varnames: [A]} # want: schemas/Few: got 1 names for 2 values
    Odd: {type: string, enum: [a, b, c], x-enum-varnames: [In_Use, B, B]} # want: schemas/Odd: got the name In_Use, want an exported identifier without underscores # want: schemas/Odd: got the name B twice
`},
	{"enumerations of responses are open, others closed", `paths:
  /a:
    get:
      parameters:
        - schema:
            $ref: '#/components/schemas/Asked'
      responses:
        '200':
          content:
            application/json:
              schema:
                properties:
                  status:
                    $ref: '#/components/schemas/Answered'
components:
  schemas:
    Asked:
      enum: [asc] # want: schemas/Asked: got x-extensible-enum true, want false
      x-extensible-enum: true
    Answered:
      enum: [on] # want: schemas/Answered: got x-extensible-enum false, want true
`},
	{"objects of requests are closed", `paths:
  /a:
    post:
      requestBody:
        content:
          application/json:
            schema:
              additionalProperties: false
              properties:
                spec:
                  $ref: '#/components/schemas/Spec'
components:
  schemas:
    Spec: # want: schemas/Spec: got an open object in a request, want additionalProperties: false
      properties: {a: {type: string}}
    Other:
      properties: {a: {type: string}}
`},
	{"objects of responses are open", `components:
  responses:
    Done:
      content:
        application/json:
          schema:
            type: array
            items:
              $ref: '#/components/schemas/Closed'
  schemas:
    Closed:
      additionalProperties: false # want: schemas/Closed: got a closed object in a response, which new properties would break
    Request:
      additionalProperties: false
`},
	{"defaults are for requests", `components:
  parameters:
    Limit:
      schema: {type: integer, default: 10}
  responses:
    Done:
      headers:
        Retry-After:
          schema: {type: integer, default: 1} # want: responses/Done/headers/Retry-After/schema: got a default in a response, which says what is there
`},
	{"patterns are whole, without quotes, and work in RE2", `components:
  schemas:
    A: {pattern: '^[^"'']*$'} # want: schemas/A: got a quote in a pattern, want its code: other languages put patterns in quotes
    B: {pattern: 'a'} # want: schemas/B: got a pattern of a part, want ^ and $
    C: {pattern: '^(?=a)$'} # want: schemas/C: got a pattern that RE2 cannot read
    D: {pattern: ^a$} # want: schemas/D: got a pattern without single quotes
    E: {not: {pattern: 'b'}} # want: schemas/E/not: got a pattern of a part, want ^ and $
    F: {pattern: '^[\x22\x27]$'}
`},
	{"null is allowed where someone saw it", `components:
  schemas:
    A: {type: string, nullable: true} # want: schemas/A: got nullable, and nothing says who saw null
    B: {nullable: true, allOf: [], x-source: []} # want: schemas/B: got nullable without a type, which has no effect
    C: {type: string, nullable: true, x-deviation: []}
`},
	{"operation IDs are a verb and a noun, each once", `paths:
  /a:
    get: {operationId: getInstance} # want: /a/get: got operationId "getInstance", want a verb of the house and a noun in lower camel case
    post: {operationId: create_instance} # want: /a/post: got operationId "create_instance", want a verb of the house and a noun in lower camel case
    put: {operationId: list} # want: /a/put: got operationId "list", want a verb of the house and a noun in lower camel case
    patch: {operationId: listInstances}
    delete: {operationId: listInstances} # want: /a/delete: got operationId "listInstances" twice
`},
	{"operations have one tag that the document declares", `tags:
  - name: Instances # want: the document: got the tag Unused, which no operation has
  - name: Unused
paths:
  /a:
    get: {tags: [Instances]}
    post: {tags: [Instances, Unused2]} # want: /a/post: got tags ["Instances" "Unused2"], want one of ["Instances" "Unused"]
    put: {tags: [Other]} # want: /a/put: got tags ["Other"], want one of ["Instances" "Unused"]
    delete: {operationId: deleteInstance} # want: /a/delete: got tags [], want one of ["Instances" "Unused"]
`},
	{"statuses are quoted", `paths:
  /a:
    get:
      responses:
        200: {description: Bare.} # want: /a/get: got 200, want quotes around numbers only
        '400': {description: Quoted.}
        'default': {description: Quoted.} # want: /a/get: got default, want quotes around numbers only
`},
	{"operations answer with a success and every common failure", `paths:
  /a:
    get:
      responses: {'200': {}, '404': {}} # want: /a/get: got the responses 200 404, want at least one of 200 201 204, then 400 401 403 404 429 500 default
    post:
      responses: {'201': {}, '200': {}, '400': {}, '401': {}, '403': {}, '404': {}, '429': {}, '500': {}, default: {}} # want: /a/post: got the responses 201 200 400 401 403 404 429 500 default, want at least one of 200 201 204, then 400 401 403 404 429 500 default
    put:
      responses: {'400': {}, '401': {}, '403': {}, '404': {}, '429': {}, '500': {}, default: {}} # want: /a/put: got the responses 400 401 403 404 429 500 default, want at least one of 200 201 204, then 400 401 403 404 429 500 default
    patch:
      responses: {'200': {}, '202': {}, '400': {}, '401': {}, '403': {}, '404': {}, '429': {}, '500': {}, default: {}} # want: /a/patch: got the responses 200 202 400 401 403 404 429 500 default, want at least one of 200 201 204, then 400 401 403 404 429 500 default
    delete:
      responses: {'200': {}, '204': {}, '400': {}, '401': {}, '403': {}, '404': {}, '429': {}, '500': {}, default: {}}
`},
	{"failures are common responses", `paths:
  /a:
    get:
      responses:
        '200': {description: Its own.}
        '400': {description: Its own.} # want: /a/get/responses/400: got a response of its own, want a reference to schemas/common.yaml#/components/responses/BadRequest
        '401': {$ref: 'schemas/common.yaml#/components/responses/BadRequest'} # want: /a/get/responses/401: got a response of its own, want a reference to schemas/common.yaml#/components/responses/Unauthorized
        '403': {$ref: 'schemas/common.yaml#/components/responses/Forbidden'}
`},
	{"responses carry X-Request-Id, and Retry-After where waiting helps", `components:
  responses:
    NotFound: {description: What is not there.} # want: responses/NotFound: got the headers [], want ["X-Request-Id"]
    BadRequest:
      headers:
        X-Request-Id: # want: responses/BadRequest: got the headers ["X-Request-Id" "Retry-After"], want ["X-Request-Id"]
          $ref: '#/components/headers/X-Request-Id'
        Retry-After: # want: responses/BadRequest/headers/Retry-After: got another header, want the component of this name
          schema: {type: integer}
    TooManyRequests:
      headers:
        X-Request-Id: # want: responses/TooManyRequests: got the headers ["X-Request-Id"], want ["X-Request-Id" "Retry-After"]
          $ref: '#/components/headers/X-Request-Id'
    UnexpectedError:
      headers:
        X-Request-Id:
          $ref: '#/components/headers/X-Request-Id'
        Retry-After: # want: responses/UnexpectedError/headers/Retry-After: got another header, want the component of this name
          $ref: '#/components/headers/X-Request-Id'
  headers:
    X-Request-Id: {schema: {type: string}}
    Retry-After: {schema: {type: integer}}
`},
	{"credentials are a token or a signature", `paths:
  /a: {}
security:
  - Token: [] # want: the document: got 1 alternatives of ["Token" "Signature"], want Token or Signature
    Signature: []
components:
  securitySchemes:
    Token: {type: apiKey}
    Signature: {type: apiKey}
`},
	{"path parameters have an example", `paths:
  /a/{id}:
    parameters:
      - name: id # want: /a/{id}/parameters/0: got no example
        in: path
      - name: limit
        in: query
`},
	{"aliases are names that no parameter has", `paths:
  /a:
    get:
      parameters:
        - name: limit
          x-aliases: [size] # want: /a/get/parameters/0: got the alias size, which is the name of a parameter
        - name: size
          x-aliases: [limits, limit] # want: /a/get/parameters/1: got the alias limit, which is the name of a parameter
        - $ref: '#/components/parameters/Offset'
components:
  parameters:
    Offset:
      name: offset
      x-aliases: [start, size] # want: parameters/Offset: got the alias size, which is the name of a parameter
`},
	{"secrets are marked", `components:
  securitySchemes:
    Token: {type: apiKey} # want: securitySchemes/Token: got a security scheme without x-sensitive
  schemas:
    Keys:
      properties:
        a: {format: password} # want: schemas/Keys/properties/a: got format password true and x-sensitive false, want both or none
        b: {x-sensitive: true} # want: schemas/Keys/properties/b: got format password false and x-sensitive true, want both or none
        c: {format: password, x-sensitive: true}
`},
	{"what sounds like a secret is marked, or known not to be one", `paths:
  /a:
    get:
      parameters:
        - name: token # want: /a/get/parameters/0: got token, which sounds like a secret, without x-sensitive
components:
  schemas:
    User:
      properties:
        api_key: {type: string} # want: schemas/User/properties/api_key: got api_key, which sounds like a secret, without x-sensitive
        monkey: {type: string}
        ssh_keys: {type: array}
        password: {x-sensitive: true}
        credential:
          $ref: '#/components/schemas/Credential'
        secret: # want: schemas/User/properties/secret: got secret, which sounds like a secret, without x-sensitive
          $ref: '#/components/schemas/Text'
    Credential:
      properties: {user: {type: string}}
    Text: {type: string}
`},
	{"operations, responses and schemas name their source", `paths:
  /a:
    get: # want: /a/get: got no x-source
      operationId: listInstances
      responses:
        '200': {description: Instances.}
components:
  responses:
    NotFound: {x-source: []} # want: responses/NotFound: got no x-source
  schemas:
    Instance: {type: object} # want: schemas/Instance: got no x-source
    Status: {enum: [a]}
`},
	{"sources are a table, a section or an observation, each once", `components:
  schemas:
    A:
      x-source:
        - page: showInstance
          table: 1
        - page: showInstance # want: schemas/A/x-source/1: got the source page, want page+table, page+section or observed
        - page: showInstance # want: schemas/A/x-source/2: got the source showInstance 1 twice
          table: 1
        - observed: recordings # want: schemas/A/x-source/3: got the source observed+page, want page+table, page+section or observed
          page: showInstance
`},
	{"sources name tables that exist", `components:
  schemas:
    A:
      x-source:
        - page: showPrices # want: schemas/A/x-source/0: got the page showPrices, which tables/pages.tsv does not have
        - page: showInstance
          table: 0 # want: schemas/A/x-source/1: got table 0 of showInstance, want one of 1 to 21
        - page: showInstance
          table: 99 # want: schemas/A/x-source/2: got table 99 of showInstance, want one of 1 to 21
        - page: showInstance
          table: 1
        - observed: recordings
`},
	{"observations name properties that exist", `components:
  schemas:
    A:
      properties:
        a: {type: string}
      x-observed:
        a: recordings
        b: recordings # want: schemas/A: got an observation of b, want one of ["a"]
`},
	{"deviations say what is documented and what the contract does", `components:
  schemas:
    A:
      x-deviation:
        - documented: One thing.
          observed: another # want: schemas/A/x-deviation/0: got "another", want a sentence
          contract: Follows neither.
        - contract: Follows it. # want: schemas/A/x-deviation/1: got no documented
        - documented: One thing # want: schemas/A/x-deviation/2: got no contract # want: schemas/A/x-deviation/2: got "One thing", want a sentence
`},
	{"deviations name properties that exist", `components:
  schemas:
    A:
      properties:
        a: {type: string}
      x-deviation:
        - property: a
        - property: b # want: schemas/A/x-deviation/1: got property b, want one of ["a"]
        - documented: The whole.
`},
	{"extensions have their type", `components:
  schemas:
    A:
      enum: [a]
      x-extensible-enum: yes please # want: schemas/A: got x-extensible-enum as yes please, want true
      x-enum-varnames: A # want: schemas/A: got x-enum-varnames as A, want list
      x-known-values: [] # want: schemas/A: got x-known-values as empty list, want list
      x-sensitive: false # want: schemas/A: got x-sensitive as false, want true
      x-observed: recordings # want: schemas/A: got x-observed as recordings, want object
      x-source: [recordings] # want: schemas/A: got x-source as list, want list of objects
      x-deviation:
        - documented: One thing.
`},
}
