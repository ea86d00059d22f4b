-- An image in Superset's table: only what its sanitizer lets through. Null without a link, and for what is no address of
-- a picture on the web: in a view of an operator's the link may be any answer, such as javascript:...
CREATE OR REPLACE FUNCTION odk_image_html(url text, alt text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN lower(left(url, 8)) = 'https://' OR lower(left(url, 7)) = 'http://' THEN
    '<a href="' || odk_escape(url) || '"><img src="' || odk_escape(url)
    || '" alt="' || odk_escape(alt) || '" width="100%"></a>' END $$;
