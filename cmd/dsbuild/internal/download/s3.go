package download

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"
	"github.com/minio/minio-go/v7/pkg/signer"
)

const (
	s3Scheme = "s3://"
	// firstRegion is asked where no region is set; the answer names the region of the bucket.
	firstRegion = "us-east-1"
	// maxObjects is how many objects a prefix may have: each is a file here.
	maxObjects = 1_000_000
	// maxListing is above a page of a listing, of a thousand keys of at most a kilobyte.
	maxListing = 16 << 20
	// roleWait is how long a machine may take to say what role it has: most have none, and do not answer.
	roleWait = 3 * time.Second
	// noBody is the SHA-256 of nothing: what a request sends.
	noBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

// Store is where s3:// leads, and who asks there. One that NewStore made is for all inputs of a run.
type Store struct {
	endpoint *url.URL // nil: Amazon's
	region   string
	keys     []keySource // that are still to be tried, or the one that has keys
	found    bool
	client   *http.Client
	max      int           // objects of a prefix
	pause    time.Duration // before the second attempt at a list, twice as long before the next
}

// keySource is a place of credentials.
type keySource struct {
	name  string
	keys  *credentials.Credentials
	given bool // the user named it: it is an error that it has none
	wait  time.Duration
}

// NewStore reads what the environment says of S3, as other programs do: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION and
// AWS_DEFAULT_REGION. Credentials are looked for when they are first wanted: in the environment, in the files of AWS_PROFILE
// below ~/.aws, by the role of the machine. Where there are none, requests are not signed, as public buckets allow.
func NewStore(getenv func(string) string) (*Store, error) {
	s := &Store{client: client(nil), max: maxObjects, pause: time.Second}
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.region = cmp.Or(getenv("AWS_REGION"), getenv("AWS_DEFAULT_REGION"), firstRegion)
	if !isRegion(s.region) {
		return nil, errors.New("AWS_REGION is no name of a region, such as eu-west-1; correct or unset it")
	}
	for _, name := range []string{"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"} {
		at := getenv(name)
		if at == "" {
			continue
		}
		u, err := url.Parse(at)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" {
			return nil, fmt.Errorf("%s is no address of a store, such as https://s3.example.org; correct or unset it", name)
		}
		s.endpoint = u
		break
	}
	profile := getenv("AWS_PROFILE") != ""
	s.keys = []keySource{
		{"the environment", credentials.New(&credentials.EnvAWS{}), false, time.Minute},
		{"the profile of ~/.aws", credentials.New(&credentials.FileAWSCredentials{}), profile, time.Minute},
	}
	role, wait := false, roleWait
	for _, name := range []string{
		"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
	} {
		if getenv(name) != "" {
			role, wait = true, time.Minute
		}
	}
	if role || !strings.EqualFold(getenv("AWS_EC2_METADATA_DISABLED"), "true") {
		s.keys = append(s.keys, keySource{"the role of this machine", credentials.New(&credentials.IAM{}), role, wait})
	}
	return s, nil
}

// made reports whether a word has up to most characters, letters and digits or of others. Regular expressions that
// count are large, and made at the start of every command.
func made(word, others string, most int) bool {
	return word != "" && len(word) <= most && !strings.ContainsFunc(word, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(others, r)
	})
}

func isRegion(word string) bool { return made(word, "-", 40) }

func isBucket(word string) bool {
	return len(word) > 1 && made(word[:1], "", 1) && made(word, "._-", 255)
}

func isErrorCode(word string) bool { return made(word, "", 60) }

// IsPrefix reports whether an input is a bucket or a prefix of one, which is a folder here.
func IsPrefix(input string) bool {
	bucket, key, err := splitS3(input)
	return err == nil && bucket != "" && (key == "" || strings.HasSuffix(key, "/"))
}

// IsS3 reports whether an input is behind s3://.
func IsS3(input string) bool {
	return len(input) >= len(s3Scheme) && strings.EqualFold(input[:len(s3Scheme)], s3Scheme)
}

// splitS3 splits an input as the AWS command line does: a key stands as it is, without escapes.
func splitS3(input string) (bucket, key string, err error) {
	if !IsS3(input) {
		return "", "", errors.New("no s3:// input")
	}
	bucket, key, _ = strings.Cut(input[len(s3Scheme):], "/")
	if !isBucket(bucket) {
		return "", "", errors.New("an s3:// input has no bucket that could be one; write s3://BUCKET/KEY, or s3://BUCKET/PREFIX/")
	}
	if rest := strings.TrimSuffix(key, "/"); rest != "" && !isName(rest) {
		return "", "", fmt.Errorf("an input in the bucket %s has a key that no file here can have; copy it another way (aws s3 cp)", bucket)
	}
	return bucket, key, nil
}

// isName reports whether a key can be a path here, on every system.
func isName(key string) bool {
	for element := range strings.SplitSeq(key, "/") {
		if element == "" || len(element) > 255 || !filepath.IsLocal(element) || element == "." ||
			strings.ContainsFunc(element, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == ':' }) {
			return false
		}
	}
	return true
}

// Object is a file of a bucket.
type Object struct {
	Input    string // s3://BUCKET/KEY
	Below    string // its path below the prefix, with slashes
	Modified time.Time
}

// List returns the objects below a prefix in the order of their keys. Those of no bytes whose key ends in a slash are
// the folders of some programs, and left out.
func (s *Store) List(ctx context.Context, input string) ([]Object, error) {
	bucket, prefix, err := splitS3(input)
	if err != nil {
		return nil, err
	}
	var all []Object
	for token, pages := "", 0; ; pages++ {
		page, err := s.listPage(ctx, bucket, prefix, token)
		if err != nil {
			return nil, fmt.Errorf("list s3://%s/%s: %w", bucket, prefix, err)
		}
		for _, c := range page.Contents {
			below, is := strings.CutPrefix(c.Key, prefix)
			switch {
			case !is || strings.HasSuffix(c.Key, "/") || below == "":
				continue
			case !isName(below):
				return nil, fmt.Errorf("list s3://%s/%s: the key %q can be no file here; copy what is wanted by another program (aws s3 cp)",
					bucket, prefix, c.Key)
			}
			all = append(all, Object{s3Scheme + bucket + "/" + c.Key, below, c.LastModified})
		}
		switch {
		case len(all) > s.max || pages > s.max: // a page may be empty
			return nil, fmt.Errorf("list s3://%s/%s: more than %d objects; name a longer prefix", bucket, prefix, s.max)
		case page.IsTruncated && (page.Next == "" || page.Next == token):
			return nil, fmt.Errorf("list s3://%s/%s: the store does not say how its list goes on; copy the files by another program", bucket, prefix)
		case !page.IsTruncated:
			slices.SortFunc(all, func(a, b Object) int { return strings.Compare(a.Below, b.Below) })
			all = slices.CompactFunc(all, func(a, b Object) bool { return a.Below == b.Below })
			if len(all) == 0 {
				return nil, fmt.Errorf("list s3://%s/%s: there is no object; check the prefix", bucket, prefix)
			}
			return all, nil
		}
		token = page.Next
	}
}

// listing is a page of a list, of what S3 says the part that is wanted.
type listing struct {
	IsTruncated  bool
	Next         string `xml:"NextContinuationToken"`
	EncodingType string
	Contents     []struct {
		Key          string
		LastModified time.Time
	}
}

func (s *Store) listPage(ctx context.Context, bucket, prefix, token string) (*listing, error) {
	query := url.Values{"list-type": {"2"}, "encoding-type": {"url"}, "prefix": {prefix}}
	if token != "" {
		query.Set("continuation-token", token)
	}
	var page *listing
	err := persist(ctx, s.pause, "try again later", func() (came bool, err error) {
		page, err = s.askList(ctx, bucket, query)
		return false, err
	})
	return page, err
}

func (s *Store) askList(ctx context.Context, bucket string, query url.Values) (*listing, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	resp, err := s.get(ctx, bucket, "", query, nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close() // it was only read
	if resp.StatusCode != http.StatusOK {
		return nil, s.refused(resp)
	}
	var page listing
	if err := xml.NewDecoder(io.LimitReader(resp.Body, maxListing)).Decode(&page); err != nil {
		return nil, errors.New("the answer is no list of a bucket")
	}
	if page.EncodingType == "url" {
		for i, c := range page.Contents {
			if page.Contents[i].Key, err = url.QueryUnescape(c.Key); err != nil {
				return nil, errors.New("a key in the list of the bucket is badly escaped")
			}
		}
	}
	return &page, nil
}

// get asks for an object, or, without key, for what the query says of the bucket. A bucket of another region
// says so, and is asked there.
func (s *Store) get(ctx context.Context, bucket, key string, query url.Values, header http.Header) (*http.Response, error) {
	for moved := false; ; moved = true {
		req, err := s.request(ctx, bucket, key, query)
		if err != nil {
			return nil, err
		}
		maps.Copy(req.Header, header)
		if req, err = s.sign(ctx, req); err != nil {
			return nil, final{err}
		}
		resp, err := s.client.Do(req)
		if err != nil {
			return nil, err
		}
		region := resp.Header.Get("X-Amz-Bucket-Region")
		if resp.StatusCode < http.StatusMultipleChoices || moved || region == s.region || !isRegion(region) {
			return resp, nil
		}
		resp.Body.Close()
		s.region = region
	}
}

func (s *Store) request(ctx context.Context, bucket, key string, query url.Values) (*http.Request, error) {
	u := url.URL{Scheme: "https", Host: "s3." + s.region + ".amazonaws.com", RawQuery: query.Encode()}
	if strings.HasPrefix(s.region, "cn-") {
		u.Host += ".cn"
	}
	switch {
	case s.endpoint != nil:
		u.Scheme, u.Host, u.Path = s.endpoint.Scheme, s.endpoint.Host, strings.TrimSuffix(s.endpoint.Path, "/")+"/"+bucket+"/"+key
	case strings.ContainsAny(bucket, "._") || strings.ToLower(bucket) != bucket: // no name of a host that a certificate covers
		u.Path = "/" + bucket + "/" + key
	default:
		u.Host, u.Path = bucket+"."+u.Host, "/"+key
	}
	u.RawPath = s3utils.EncodePath(u.Path)
	return http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
}

// sign signs a request with the keys there are.
func (s *Store) sign(ctx context.Context, req *http.Request) (*http.Request, error) {
	v, err := s.value(ctx)
	if err != nil || v.AccessKeyID == "" {
		return req, err
	}
	req.Header.Set("X-Amz-Content-Sha256", noBody)
	return signer.SignV4(*req, v.AccessKeyID, v.SecretAccessKey, v.SessionToken, s.region), nil
}

// value returns the keys of the first place that has some; none is no error.
func (s *Store) value(ctx context.Context) (credentials.Value, error) {
	for len(s.keys) > 0 {
		from := s.keys[0]
		wait, cancel := context.WithTimeout(ctx, from.wait)
		v, err := from.keys.GetWithContext(&credentials.CredContext{Client: s.client, Context: wait})
		cancel()
		switch {
		case err == nil && v.AccessKeyID != "":
			s.found = true
			return v, nil
		case ctx.Err() != nil:
			return v, ctx.Err()
		case s.found || from.given: // what the library says may have parts of the keys
			return v, fmt.Errorf("no credentials can be had from %s; check AWS_PROFILE and the files below ~/.aws, sign in again, "+
				"or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", from.name)
		}
		s.keys = s.keys[1:]
	}
	return credentials.Value{}, nil
}

// refused says what an answer without an object means, and what to do. The store's own words are not ours to print but for the code.
func (s *Store) refused(resp *http.Response) error {
	var said struct{ Code string }
	_ = xml.NewDecoder(io.LimitReader(resp.Body, maxListing)).Decode(&said) // without it the status says enough
	what := status(resp.StatusCode)
	if isErrorCode(said.Code) {
		what = fmt.Sprint(resp.StatusCode, " ", said.Code)
	}
	switch code := resp.StatusCode; {
	case said.Code == "NoSuchBucket":
		return final{errors.New("there is no bucket of this name; check it, and AWS_ENDPOINT_URL where it is not Amazon's")}
	case code == http.StatusNotFound:
		return final{errors.New("there is no object of this name; check the key, and end a prefix with a slash")}
	case (code == http.StatusForbidden || code == http.StatusUnauthorized) && !s.found:
		return final{fmt.Errorf("the store says %s, and there are no credentials; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "+
			"AWS_SECRET_ACCESS_KEY", what)}
	case code == http.StatusForbidden || code == http.StatusUnauthorized || strings.Contains(said.Code, "Token"):
		return final{fmt.Errorf("the store says %s to the credentials of %s; name others by AWS_PROFILE, or ask for the right to read it",
			what, s.keys[0].name)}
	case code >= http.StatusInternalServerError, code == http.StatusTooManyRequests, code == http.StatusRequestTimeout:
		return fmt.Errorf("the store says %s", what)
	default:
		return final{fmt.Errorf("the store says %s; check bucket and key, AWS_REGION and AWS_ENDPOINT_URL", what)}
	}
}

// nameS3 is how an input is called in source_uri: bucket and key.
func nameS3(input string) (string, error) {
	bucket, key, err := splitS3(input)
	return path.Join(bucket, key), err
}
